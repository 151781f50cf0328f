/** Measures of a day's variance from its prices. */
@NullMarked
package io.github.volatility4j.realized;

import org.jspecify.annotations.NullMarked;
