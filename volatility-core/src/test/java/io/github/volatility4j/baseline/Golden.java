package io.github.volatility4j.baseline;

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
  private static final Properties NUMBERS = new Properties();

  static {
    try (Reader in =
        new InputStreamReader(
            Objects.requireNonNull(Golden.class.getResourceAsStream("baselines.properties")),
            StandardCharsets.UTF_8)) {
      NUMBERS.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Golden() {}

  static double[] numbers(String key) {
    String text = Objects.requireNonNull(NUMBERS.getProperty(key), key);
    return Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  static double number(String key) {
    return numbers(key)[0];
  }
}
