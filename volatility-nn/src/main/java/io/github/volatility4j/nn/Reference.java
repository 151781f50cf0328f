package io.github.volatility4j.nn;

import io.github.volatility4j.garch.GarchRoll;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A variance forecast from a stock's own returns alone, which a network starts from (its anchor) or
 * learns from (its teacher):
 *
 * <ul>
 *   <li>{@code NAME:W}: a GARCH of {@link GarchRoll#named} on the last W returns, such as {@code
 *       garch:1000} or {@code gjr-t:1000};
 *   <li>{@code ewma}: {@code h[t+1] = 0.94·h[t] + 0.06·y[t]} on the truth, its weights adding up to
 *       1 from the first day on;
 *   <li>several joined by {@code +}: their geometric mean.
 * </ul>
 *
 * <p>A model of W returns is refitted every day for W up to 250 and every 20 days for more, its
 * recursion running on in between; {@code garch:1000:5} says another rule. Where a model has not W
 * returns yet it is left out of the mean; where none is left, EWMA stands in. Every forecast knows
 * the days before its own and nothing else.
 *
 * @param name as above; what the command line and model files call it
 */
public record Reference(String name) {
  private static final Pattern GARCH =
      Pattern.compile("([a-z]+(?:-[a-z]+)?):(\\d{2,6})(?::(\\d{1,4}))?");
  private static final String EWMA = "ewma";
  private static final String JOIN = "+";

  /**
   * Checks the name.
   *
   * @param name as the class says
   * @throws IllegalArgumentException if it is no reference's name
   */
  public Reference {
    for (String part : name.split(Pattern.quote(JOIN), -1)) {
      if (!part.equals(EWMA)) {
        roll(name, part);
      }
    }
  }

  /**
   * GARCH(1,1) on a window.
   *
   * @param window returns that a fit sees
   * @return the reference
   */
  public static Reference garch(int window) {
    return new Reference("garch:" + window);
  }

  /**
   * GJR-GARCH(1,1,1) with Student t innovations on a window.
   *
   * @param window returns that a fit sees
   * @return the reference
   */
  public static Reference gjrT(int window) {
    return new Reference("gjr-t:" + window);
  }

  /** {@return the exponentially weighted mean of the truth, decay 0.94} */
  public static Reference ewma() {
    return new Reference(EWMA);
  }

  /**
   * The geometric mean with another; of more than two, all have the same weight.
   *
   * @param other joins
   * @return the combination
   */
  public Reference and(Reference other) {
    return new Reference(name + JOIN + other.name);
  }

  /** {@return its GARCH models by their names} */
  Map<String, GarchRoll> rolls() {
    Map<String, GarchRoll> rolls = new LinkedHashMap<>();
    for (String part : parts()) {
      if (!part.equals(EWMA)) {
        rolls.put(part, roll(name, part));
      }
    }
    return rolls;
  }

  boolean hasEwma() {
    return parts().contains(EWMA);
  }

  private List<String> parts() {
    return Arrays.asList(name.split(Pattern.quote(JOIN), -1));
  }

  private static GarchRoll roll(String name, String part) {
    Matcher garch = GARCH.matcher(part);
    if (!garch.matches() || !GarchRoll.names().contains(garch.group(1))) {
      throw new IllegalArgumentException(
          "reference is \"%s\", must be NAME:W with NAME one of %s, ewma, or some joined by +"
              .formatted(name, GarchRoll.names()));
    }
    GarchRoll roll = GarchRoll.named(garch.group(1), Integer.parseInt(garch.group(2)));
    return garch.group(3) == null ? roll : roll.refitEvery(Integer.parseInt(garch.group(3)));
  }

  @Override
  public String toString() {
    return name;
  }
}
