/** Dated, named, immutable time series, sets of them, and returns. */
@NullMarked
package io.github.volatility4j.series;

import org.jspecify.annotations.NullMarked;
