/** The contract between estimators, fitted models and forecasts. */
@NullMarked
package io.github.volatility4j.forecast;

import org.jspecify.annotations.NullMarked;
