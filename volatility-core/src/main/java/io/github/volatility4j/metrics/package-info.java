/** Losses of variance forecasts. */
@NullMarked
package io.github.volatility4j.metrics;

import org.jspecify.annotations.NullMarked;
