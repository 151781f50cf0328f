package io.github.volatility4j.garch;

import java.util.Arrays;
import java.util.stream.Stream;

/** Checks of lags and orders. */
final class Orders {
  private static final int MOST = 100;

  private Orders() {}

  static void check(int p, int o, int q, int leastQ) {
    order("p", p, 1);
    order("o", o, 0);
    order("q", q, leastQ);
  }

  static int order(String name, int value, int least) {
    return order(name, value, least, MOST);
  }

  static int order(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d; it must be from %d to %d".formatted(name, value, least, most));
    }
    return value;
  }

  static Stream<Integer> increasing(String name, int[] values, int most) {
    boolean fine = values.length > 0;
    for (int i = 0; i < values.length; i++) {
      int least = i == 0 ? 1 : values[i - 1] + 1;
      fine &= values[i] >= least && values[i] <= most;
    }
    if (!fine) {
      throw new IllegalArgumentException(
          "%s are %s; they must increase, from 1 to %d"
              .formatted(name, Arrays.toString(values), most));
    }
    return Arrays.stream(values).boxed();
  }
}
