package io.github.volatility4j.garch;

import io.github.volatility4j.garch.Diagnostics.Test;
import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The text of a fit. */
record Summary(GarchFit fit, Specification model, Estimate estimate, TimeSeries sample) {
  private static final String RULE = "-".repeat(78) + "\n";
  private static final double COVERAGE = 0.95;
  private static final int LAGS = 10;

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(sample.name()).append(": ").append(fit.model()).append('\n').append(RULE);
    row(text, "observations", fit.observations(), "log-likelihood", criterion(fit.logLikelihood()));
    row(text, "pre-sample", model.preSample(), "AIC", criterion(fit.aic()));
    row(text, "iterations", fit.iterations(), "BIC", criterion(fit.bic()));
    row(text, "sample", sampled(), "Hannan-Quinn", criterion(fit.hq()));
    line(text, "%-17s %s\n", "status", fit.status());
    if (!fit.degenerate().isEmpty()) {
      line(text, "%-17s %s\n", "degenerate", String.join(", ", fit.degenerate()));
    }
    text.append(RULE);
    Inference inference = fit.inference(Covariance.QMLE);
    line(
        text,
        "%-14s %12s %12s %8s %7s %20s\n",
        "",
        "estimate",
        "std. error",
        "t",
        "p",
        "95 % interval");
    section(text, inference, "mean", 0, model.varianceAt());
    section(text, inference, "variance", model.varianceAt(), model.innovationAt());
    section(text, inference, "innovation", model.innovationAt(), model.size());
    text.append("standard errors: QMLE (robust)\n").append(longRun()).append(RULE);
    if (fit.converged()) {
      tests(text);
    }
    return text.toString();
  }

  private String sampled() {
    return sample.isDated()
        ? sample.date(0) + " … " + sample.date(sample.size() - 1)
        : sample.size() + " returns";
  }

  private static void row(StringBuilder text, String a, Object x, String b, Object y) {
    line(text, "%-17s %-27s %-15s %17s\n", a, x, b, y);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  private void section(StringBuilder text, Inference inference, String title, int from, int end) {
    if (from == end) {
      return;
    }
    text.append(title).append('\n');
    List<String> names = model.parameterNames();
    for (int j = from; j < end; j++) {
      String name = names.get(j);
      double value = estimate.theta()[j];
      if (!inference.parameters().contains(name)) {
        String why = inference.leftOut().getOrDefault(name, "");
        line(text, "  %-12s %12s   (%s)", name, number(value), why);
        continue;
      }
      double[] interval = inference.interval(name, COVERAGE);
      line(
          text,
          "  %-12s %12s %12s %8.2f %7.4f %10s %10s",
          name,
          number(value),
          number(Objects.requireNonNull(inference.standardErrors().get(name))),
          Objects.requireNonNull(inference.tValues().get(name)),
          Objects.requireNonNull(inference.pValues().get(name)),
          brief(interval[0]),
          brief(interval[1]));
    }
  }

  private String longRun() {
    int at = model.varianceAt();
    double longRun = model.variance().longRun(estimate.theta(), at, new double[model.size()]);
    return longRun < Double.POSITIVE_INFINITY
        ? "long-run variance %s, volatility %s, in %s\n"
            .formatted(number(longRun), number(Math.sqrt(longRun)), sample.unit())
        : "long-run variance infinite: the persistence is 1\n";
  }

  private void tests(StringBuilder text) {
    Diagnostics diagnostics = fit.diagnostics();
    int lags = Math.max(1, Math.min(LAGS, fit.observations() / 5));
    List<Test> tests = new ArrayList<>();
    tests.add(diagnostics.ljungBox(lags));
    tests.add(diagnostics.ljungBoxSquared(lags));
    tests.add(diagnostics.archLm(lags));
    tests.addAll(diagnostics.signBias());
    Diagnostics.Stability stability = diagnostics.nyblom();
    tests.add(stability.joint());
    tests.addAll(stability.individual().values());
    line(text, "%-44s %12s %8s", "standardised residuals", "statistic", "p");
    for (Test test : tests) {
      line(text, "  %-42s %12.4f %8.4f", test.name(), test.statistic(), test.pValue());
    }
  }

  /** Enough digits to compare with another program. */
  private static String criterion(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.7g", value);
  }

  private static String brief(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
