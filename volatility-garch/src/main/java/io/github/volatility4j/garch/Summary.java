package io.github.volatility4j.garch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The text of a fit. */
record Summary(GarchFit fit, Specification model, Estimate estimate, String unit) {
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(fit.names().get(0)).append(": ").append(fit.model()).append('\n');
    row(text, "observations", fit.observations(), "log-likelihood", number(fit.logLikelihood()));
    row(text, "pre-sample", model.preSample(), "AIC", number(fit.aic()));
    row(text, "iterations", fit.iterations(), "BIC", number(fit.bic()));
    text.append("status            ").append(fit.status()).append('\n');
    if (!fit.degenerate().isEmpty()) {
      text.append("degenerate        ").append(String.join(", ", fit.degenerate())).append('\n');
    }
    section(text, "mean", 0, model.varianceAt());
    section(text, "variance", model.varianceAt(), model.innovationAt());
    double longRun =
        model.variance().longRun(estimate.theta(), model.varianceAt(), new double[model.size()]);
    text.append(
        longRun < Double.POSITIVE_INFINITY
            ? "  long run      %14s, volatility %s in %s\n"
                .formatted(number(longRun), number(Math.sqrt(longRun)), unit)
            : "  long run            infinite, the persistence is 1\n");
    section(text, "innovation", model.innovationAt(), model.size());
    return text.toString();
  }

  private static void row(StringBuilder text, String a, Object x, String b, Object y) {
    text.append(String.format(Locale.ROOT, "%-17s %-20s %-15s %14s\n", a, x, b, y));
  }

  private void section(StringBuilder text, String title, int from, int end) {
    if (from == end) {
      return;
    }
    text.append(title).append('\n');
    List<String> names = model.parameterNames();
    for (int j = from; j < end; j++) {
      int index = j;
      boolean free = Arrays.stream(estimate.free()).anyMatch(i -> i == index);
      text.append(
          String.format(
              Locale.ROOT,
              "  %-13s %14s%s\n",
              names.get(j),
              number(estimate.theta()[j]),
              free ? "" : "  (fixed)"));
    }
  }

  /** Seven digits, which is what a log-likelihood is compared at. */
  private static String number(double value) {
    return String.format(Locale.ROOT, "%.7g", value);
  }
}
