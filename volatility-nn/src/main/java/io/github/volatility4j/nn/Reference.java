package io.github.volatility4j.nn;

import io.github.volatility4j.garch.Garch;
import io.github.volatility4j.garch.GarchRoll;
import io.github.volatility4j.garch.PreSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A variance forecast from a stock's own returns alone, which a network starts from (its anchor) or
 * learns from (its teacher):
 *
 * <ul>
 *   <li>{@code garch:W}: GARCH(1,1), constant mean, normal, on the last W returns;
 *   <li>{@code gjr-t:W}: GJR-GARCH(1,1,1), constant mean, Student t, on the last W returns;
 *   <li>{@code ewma}: {@code h[t+1] = 0.94·h[t] + 0.06·y[t]} on the truth, its weights adding up to
 *       1 from the first day on;
 *   <li>several joined by {@code +}: their geometric mean.
 * </ul>
 *
 * <p>A model of W returns is refitted every day for W up to 250 and every 20 days for more, its
 * recursion running on in between ({@link GarchRoll}); {@code garch:1000:5} says another rule.
 * Where a model has not W returns yet it is left out of the mean; where none is left, EWMA stands
 * in. Every forecast knows the days before its own and nothing else.
 *
 * @param name as above; what the command line and model files call it
 */
public record Reference(String name) {
  private static final Pattern GARCH = Pattern.compile("(garch|gjr-t):(\\d{2,6})(?::(\\d{1,4}))?");
  private static final String EWMA = "ewma";
  private static final String JOIN = "+";
  private static final int DAILY_UP_TO = 250;
  private static final int REFIT_EVERY = 20;

  /** A GARCH that rolls through the returns. */
  record Rolling(String family, int window, int every) {
    GarchRoll roll() {
      Garch base = Garch.builder().constantMean().preSample(PreSample.EWMA);
      Garch model =
          family.equals("garch") ? base.garch(1, 1).normal() : base.gjr(1, 1, 1).studentT();
      return model.rolling(window).refitEvery(every);
    }
  }

  /**
   * Checks the name.
   *
   * @param name as the class says
   * @throws IllegalArgumentException if it is no reference's name
   */
  public Reference {
    for (String part : name.split(Pattern.quote(JOIN), -1)) {
      if (!part.equals(EWMA)) {
        rolling(name, part).roll();
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

  List<Rolling> rolling() {
    List<Rolling> models = new ArrayList<>();
    for (String part : parts()) {
      if (!part.equals(EWMA)) {
        models.add(rolling(name, part));
      }
    }
    return models;
  }

  boolean hasEwma() {
    return parts().contains(EWMA);
  }

  private List<String> parts() {
    return Arrays.asList(name.split(Pattern.quote(JOIN), -1));
  }

  private static Rolling rolling(String name, String part) {
    Matcher garch = GARCH.matcher(part);
    if (!garch.matches()) {
      throw new IllegalArgumentException(
          "reference is \"%s\", must be garch:W, gjr-t:W, ewma, or some of them joined by +"
              .formatted(name));
    }
    int window = Integer.parseInt(garch.group(2));
    int every = window <= DAILY_UP_TO ? 1 : REFIT_EVERY;
    return new Rolling(
        garch.group(1), window, garch.group(3) == null ? every : Integer.parseInt(garch.group(3)));
  }

  @Override
  public String toString() {
    return name;
  }
}
