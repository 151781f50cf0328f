/** Forecasts that are hard to beat, and combinations of forecasts. */
@NullMarked
package io.github.volatility4j.baseline;

import org.jspecify.annotations.NullMarked;
