package io.github.volatility4j.examples;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** Spells numbers for files that other programs read. */
final class Numbers {
  /** Digits that a double always keeps. */
  private static final int KEPT = 15;

  private Numbers() {}

  /**
   * The shortest text that reads back to the same double.
   *
   * @throws IllegalArgumentException if the number is not finite: no file of ours may hold one
   */
  static String shortest(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("a result is " + number + "; it should be finite");
    }
    String text = Double.toString(number);
    // Before JDK 19 that text can be a digit or two longer than it must. 15 digits are never wrong
    // to
    // keep, so only longer texts need a second look. Rounding up, too: above a power of two doubles
    // lie twice as far apart as below, so the nearest short text may belong to the double below.
    if (digits(text) > KEPT) {
      text = shorter(number).orElse(text);
    }
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static Optional<String> shorter(double number) {
    BigDecimal exact = new BigDecimal(number);
    for (int precision = KEPT; precision <= KEPT + 1; precision++) {
      for (RoundingMode mode : List.of(RoundingMode.HALF_EVEN, RoundingMode.UP)) {
        BigDecimal rounded = exact.round(new MathContext(precision, mode));
        if (rounded.doubleValue() == number) {
          return Optional.of(rounded.stripTrailingZeros().toString());
        }
      }
    }
    return Optional.empty();
  }

  private static int digits(String text) {
    int count = 0;
    boolean leading = true;
    for (int i = 0; i < text.length() && text.charAt(i) != 'E'; i++) {
      char c = text.charAt(i);
      leading &= c == '0' || c == '.' || c == '-';
      if (!leading && c >= '0' && c <= '9') {
        count++;
      }
    }
    return count;
  }
}
