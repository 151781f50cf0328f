package io.github.volatility4j.nn;

import java.util.SplittableRandom;

/** How likely values are; up to a factor, the same for all densities of a {@link Domain}. */
interface Density {
  double at(double value);

  double draw(SplittableRandom random);
}
