package io.github.volatility4j.garch;

import java.util.List;

/**
 * A distribution whose shape is ν, the larger the thinner its tails. Inside, the parameter is
 * {@code η = 1/ν}: thin tails are at 0 and not at infinity, where a likelihood in ν is flat and an
 * optimiser creeps.
 */
interface TailInnovation extends Innovation {
  double MAX_NU = 500;

  /** {@return the least ν} */
  double minNu();

  @Override
  default List<String> parameterNames() {
    return List.of("nu");
  }

  @Override
  default void constrain(Constraints set, int at) {
    set.atLeast(at, 1 / MAX_NU, "nu at its bound " + (int) MAX_NU);
    set.atMost(at, 1 / minNu(), "nu at its bound " + minNu());
  }

  @Override
  default double userSlope(double[] theta, int at, int shape) {
    return -1 / (theta[at] * theta[at]);
  }

  @Override
  default double userBend(double[] theta, int at, int shape) {
    return 2 / (theta[at] * theta[at] * theta[at]);
  }

  @Override
  default void toUser(double[] theta, int at) {
    theta[at] = 1 / theta[at];
  }

  @Override
  default void fromUser(double[] theta, int at) {
    theta[at] = 1 / theta[at];
  }
}
