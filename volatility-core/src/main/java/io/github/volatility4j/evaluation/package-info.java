/** Backtests, and tests of whether one forecast is better than another. */
@NullMarked
package io.github.volatility4j.evaluation;

import org.jspecify.annotations.NullMarked;
