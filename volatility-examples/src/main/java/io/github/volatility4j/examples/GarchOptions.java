package io.github.volatility4j.examples;

import io.github.volatility4j.garch.Garch;
import io.github.volatility4j.garch.PreSample;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Turns the names that the command line has for the parts of a GARCH into one. */
final class GarchOptions {
  static final String MEANS = "zero, constant or ar:P";
  static final String MODELS = "arch:P, garch:P,Q or gjr:P,O,Q";
  static final String DISTRIBUTIONS = "normal or t";
  static final String PRESAMPLES = "fcp, ewma, sample, steady or h1";

  private GarchOptions() {}

  static Garch parse(String mean, String model, String distribution, String presample) {
    Garch garch = withMean(Garch.builder(), mean);
    garch = withModel(garch, model);
    garch = withDistribution(garch, distribution);
    return garch.preSample(preSample(presample));
  }

  private static Garch withMean(Garch garch, String mean) {
    return switch (head(mean)) {
      case "zero" -> garch.zeroMean();
      case "constant" -> garch.constantMean();
      case "ar" -> garch.arMean(orders("--mean", mean, "ar:P", 1)[0]);
      default -> throw refused("--mean", mean, MEANS);
    };
  }

  private static Garch withModel(Garch garch, String model) {
    switch (head(model)) {
      case "arch" -> {
        return garch.arch(orders("--model", model, "arch:P", 1)[0]);
      }
      case "garch" -> {
        int[] pq = orders("--model", model, "garch:P,Q", 2);
        return garch.garch(pq[0], pq[1]);
      }
      case "gjr" -> {
        int[] poq = orders("--model", model, "gjr:P,O,Q", 3);
        return garch.gjr(poq[0], poq[1], poq[2]);
      }
      default -> throw refused("--model", model, MODELS);
    }
  }

  private static Garch withDistribution(Garch garch, String distribution) {
    return switch (distribution) {
      case "normal" -> garch.normal();
      case "t" -> garch.studentT();
      default -> throw refused("--dist", distribution, DISTRIBUTIONS);
    };
  }

  private static PreSample preSample(String name) {
    return Arrays.stream(PreSample.values())
        .filter(rule -> rule.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> refused("--presample", name, PRESAMPLES));
  }

  private static String head(String text) {
    return text.split(":", 2)[0];
  }

  private static int[] orders(String option, String text, String form, int count) {
    List<String> parts =
        text.contains(":") ? List.of(text.split(":", 2)[1].split(",", -1)) : List.of();
    if (parts.size() != count || !parts.stream().allMatch(part -> part.matches("[0-9]{1,3}"))) {
      throw new IllegalArgumentException(
          "%s is %s; whole numbers as in %s are wanted".formatted(option, text, form));
    }
    return parts.stream().mapToInt(Integer::parseInt).toArray();
  }

  private static IllegalArgumentException refused(String option, String found, String there) {
    return new IllegalArgumentException(
        "%s %s is not available in this version; there is %s".formatted(option, found, there));
  }
}
