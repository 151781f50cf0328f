/** Labelled panels split in time, windows over them, scales and transforms. */
@NullMarked
package io.github.volatility4j.dataset;

import org.jspecify.annotations.NullMarked;
