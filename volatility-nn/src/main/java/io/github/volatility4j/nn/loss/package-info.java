/** Losses of variance forecasts with their gradients, and the weighted loss of hybrid training. */
@NullMarked
package io.github.volatility4j.nn.loss;

import org.jspecify.annotations.NullMarked;
