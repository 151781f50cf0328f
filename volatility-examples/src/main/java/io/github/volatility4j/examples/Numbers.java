package io.github.volatility4j.examples;

import java.math.BigDecimal;
import java.math.MathContext;

/** Spells numbers for files that other programs read. */
final class Numbers {
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
    // keep, so only longer texts need a second look.
    if (digits(text) > 15) {
      BigDecimal exact = new BigDecimal(number);
      for (int precision = 15; precision <= 16; precision++) {
        double rounded = exact.round(new MathContext(precision)).doubleValue();
        if (rounded == number && digits(text) > precision) {
          text = exact.round(new MathContext(precision)).stripTrailingZeros().toString();
          break;
        }
      }
    }
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
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
