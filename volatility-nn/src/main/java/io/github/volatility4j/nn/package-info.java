/** Neural networks that forecast variances, alone or taught by GARCH as well as by the truth. */
@NullMarked
package io.github.volatility4j.nn;

import org.jspecify.annotations.NullMarked;
