package io.github.volatility4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;

/** Numbers of other programs; the file says which, and how they were made. */
final class Golden {
  private static final double TOLERANCE = 1e-8;
  private static final Properties NUMBERS = new Properties();

  static {
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(
                Golden.class.getResourceAsStream("tests-of-forecasts.properties")),
            StandardCharsets.UTF_8)) {
      NUMBERS.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Golden() {}

  static double[] numbers(String key) {
    String text = Objects.requireNonNull(NUMBERS.getProperty(key), key);
    return Arrays.stream(text.split(","))
        .mapToDouble(number -> number.equals("nan") ? Double.NaN : Double.parseDouble(number))
        .toArray();
  }

  /** {@return QLIKE of a forecast, day by day} */
  static double[] loss(int forecast) {
    double[] y = numbers("truth");
    double[] h = numbers("forecast" + forecast);
    Arrays.setAll(y, t -> Math.log(h[t]) + y[t] / h[t]);
    return y;
  }

  static double[] difference(int first, int second) {
    double[] a = loss(first);
    double[] b = loss(second);
    Arrays.setAll(a, t -> a[t] - b[t]);
    return a;
  }

  /** To 1e-8, relative or absolute, whichever is wider. */
  static void assertSame(String key, double... ours) {
    double[] golden = numbers(key);
    assertThat(ours).as(key).hasSameSizeAs(golden);
    for (int i = 0; i < golden.length; i++) {
      double error = Math.abs(ours[i] - golden[i]);
      assertThat(error)
          .as("%s[%d]: %s, golden %s", key, i, ours[i], golden[i])
          .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(golden[i])));
    }
  }
}
