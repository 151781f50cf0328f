/** GARCH models by maximum likelihood: a mean, a variance and an innovation. */
@NullMarked
package io.github.volatility4j.garch;

import org.jspecify.annotations.NullMarked;
