package io.github.volatility4j.examples;

import io.github.volatility4j.garch.Garch;
import io.github.volatility4j.garch.PreSample;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Turns the names that the command line has for the parts of a GARCH into one. Whatever is refused
 * is named by the option that it came from.
 */
final class GarchOptions {
  static final String MEANS = "zero, constant or ar:P";
  static final String MODELS =
      "arch:P, garch:P,Q, gjr:P,O,Q, tgarch:P,O,Q, egarch:P,O,Q, aparch:P,O,Q, figarch:P,Q,"
          + " harch:1,5,22, igarch:P,Q, cgarch or ewma";
  static final String DISTRIBUTIONS = "normal, t, skewt or ged";
  static final String PRESAMPLES = "fcp, ewma, sample, steady or h1";

  private GarchOptions() {}

  /** A model from the words for its parts. */
  static Garch parse(String mean, String model, String distribution, String presample) {
    Garch garch = withMean(Garch.builder(), mean);
    garch = withModel(garch, "--model", model);
    garch = withDistribution(garch, "--dist", distribution);
    return withPreSample(garch, presample);
  }

  private static Garch withMean(Garch garch, String mean) {
    return switch (head(mean)) {
      case "zero" -> plain("--mean", mean, garch.zeroMean());
      case "constant" -> plain("--mean", mean, garch.constantMean());
      case "ar" -> garch.arMean(orders("--mean", mean, "ar:P")[0]);
      default -> throw unknown("--mean", mean, MEANS);
    };
  }

  /**
   * A model with the variance that a text such as {@code gjr:1,1,1} names.
   *
   * @param garch the rest of the model
   * @param option where the text comes from
   * @param text one of {@link #MODELS}
   * @throws IllegalArgumentException naming the option, if there is no such variance
   */
  static Garch withModel(Garch garch, String option, String text) {
    return switch (head(text)) {
      case "arch" -> garch.arch(orders(option, text, "arch:P")[0]);
      case "garch" -> {
        int[] pq = orders(option, text, "garch:P,Q");
        yield garch.garch(pq[0], pq[1]);
      }
      case "igarch" -> {
        int[] pq = orders(option, text, "igarch:P,Q");
        yield garch.igarch(pq[0], pq[1]);
      }
      case "figarch" -> {
        int[] pq = orders(option, text, "figarch:P,Q");
        yield garch.figarch(pq[0], pq[1]);
      }
      case "gjr" -> {
        int[] poq = orders(option, text, "gjr:P,O,Q");
        yield garch.gjr(poq[0], poq[1], poq[2]);
      }
      case "tgarch" -> {
        int[] poq = orders(option, text, "tgarch:P,O,Q");
        yield garch.tgarch(poq[0], poq[1], poq[2]);
      }
      case "egarch" -> {
        int[] poq = orders(option, text, "egarch:P,O,Q");
        yield garch.egarch(poq[0], poq[1], poq[2]);
      }
      case "aparch" -> {
        int[] poq = orders(option, text, "aparch:P,O,Q");
        yield garch.aparch(poq[0], poq[1], poq[2]);
      }
      case "harch" -> garch.harch(numbers(option, text, "harch:1,5,22"));
      case "cgarch" -> plain(option, text, garch.componentGarch());
      case "ewma" -> plain(option, text, garch.ewma());
      default -> throw unknown(option, text, MODELS);
    };
  }

  /**
   * A model with the distribution that a text names.
   *
   * @param garch the rest of the model
   * @param option where the text comes from
   * @param text one of {@link #DISTRIBUTIONS}
   * @throws IllegalArgumentException naming the option, if there is no such distribution
   */
  static Garch withDistribution(Garch garch, String option, String text) {
    return switch (text) {
      case "normal" -> garch.normal();
      case "t" -> garch.studentT();
      case "skewt" -> garch.skewT();
      case "ged" -> garch.ged();
      default -> throw unknown(option, text, DISTRIBUTIONS);
    };
  }

  private static Garch withPreSample(Garch garch, String name) {
    return Arrays.stream(PreSample.values())
        .filter(rule -> rule != PreSample.GIVEN)
        .filter(rule -> rule.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .map(garch::preSample)
        .orElseThrow(() -> unknown("--presample", name, PRESAMPLES));
  }

  private static String head(String text) {
    return text.split(":", 2)[0];
  }

  private static Garch plain(String option, String text, Garch garch) {
    if (text.contains(":")) {
      throw new IllegalArgumentException(
          "%s is %s; %s takes no numbers".formatted(option, text, head(text)));
    }
    return garch;
  }

  /** As many numbers as a form has letters. */
  private static int[] orders(String option, String text, String form) {
    int[] numbers = numbers(option, text, form);
    if (numbers.length != form.split(",", -1).length) {
      throw malformed(option, text, form);
    }
    return numbers;
  }

  private static int[] numbers(String option, String text, String form) {
    List<String> parts =
        text.contains(":") ? List.of(text.split(":", 2)[1].split(",", -1)) : List.of();
    if (parts.isEmpty() || !parts.stream().allMatch(part -> part.matches("[0-9]{1,4}"))) {
      throw malformed(option, text, form);
    }
    return parts.stream().mapToInt(Integer::parseInt).toArray();
  }

  private static IllegalArgumentException malformed(String option, String text, String form) {
    return new IllegalArgumentException(
        "%s is %s; whole numbers as in %s are wanted".formatted(option, text, form));
  }

  private static IllegalArgumentException unknown(String option, String found, String there) {
    return new IllegalArgumentException(
        "%s %s is unknown; there is %s".formatted(option, found, there));
  }
}
