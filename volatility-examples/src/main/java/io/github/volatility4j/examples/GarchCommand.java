package io.github.volatility4j.examples;

import io.github.volatility4j.garch.Covariance;
import io.github.volatility4j.garch.Garch;
import io.github.volatility4j.garch.GarchFit;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One GARCH fit; with every parameter fixed, one evaluation. */
@Command(
    name = "garch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Fits a GARCH model by maximum likelihood to one column of a CSV file.")
final class GarchCommand implements Runnable {
  private final Shell shell;

  /** What a column holds. */
  enum Kind {
    RETURNS,
    PRICES
  }

  @Option(names = "--input", required = true, description = "CSV file, with dates or without.")
  private Path input = Path.of("");

  @Option(names = "--column", description = "Its column; needed if there are several.")
  private Optional<String> column = Optional.empty();

  @Option(names = "--kind", description = "returns or prices (default: returns).")
  private Kind kind = Kind.RETURNS;

  @Option(
      names = "--scale",
      description = "Factor on the returns (default: 1; 100 for the log returns of prices).")
  private Optional<Double> scale = Optional.empty();

  @Option(names = "--mean", description = GarchOptions.MEANS + " (default: constant).")
  private String mean = "constant";

  @Option(names = "--model", description = GarchOptions.MODELS + " (default: garch:1,1).")
  private String model = "garch:1,1";

  @Option(names = "--dist", description = GarchOptions.DISTRIBUTIONS + " (default: normal).")
  private String distribution = "normal";

  @Option(names = "--presample", description = GarchOptions.PRESAMPLES + " (default: fcp).")
  private String presample = "fcp";

  @Option(
      names = "--window",
      paramLabel = "FIRST:COUNT",
      description = "Only COUNT returns from the one numbered FIRST, counted from 0.")
  private Optional<String> window = Optional.empty();

  @Option(
      names = "--fix",
      split = ",",
      paramLabel = "NAME=VALUE",
      description = "Parameters that are given rather than estimated.")
  private Map<String, Double> fixed = Map.of();

  @Option(names = "--horizon", description = "Trading days to forecast (default: 1).")
  private int horizon = 1;

  @Option(names = "--json", description = "Print one JSON object rather than a summary.")
  private boolean json;

  GarchCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    if (horizon < 1) {
      throw new IllegalArgumentException("--horizon is " + horizon + ", must be at least 1");
    }
    Garch garch = GarchOptions.parse(mean, model, distribution, presample);
    for (Map.Entry<String, Double> parameter : fixed.entrySet()) {
      garch = garch.fix(parameter.getKey(), parameter.getValue());
    }
    TimeSeries returns = inWindow(Input.read(input, this::returns));
    long start = System.nanoTime();
    GarchFit fit = garch.fit(returns);
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (json) {
      shell.print("%s", Json.write(object(fit, seconds)));
    } else {
      summary(fit);
    }
    if (!fit.converged()) {
      shell.say("warning: the search did not converge; this is the best point that it found");
    }
  }

  private TimeSeries returns(Path file) {
    TimeSeries read =
        column
            .map(name -> TimeSeries.readCsv(file, name))
            .orElseGet(() -> TimeSeries.readCsv(file));
    double factor = scale.orElse(kind == Kind.PRICES ? 100.0 : 1.0);
    if (!(Math.abs(factor) > 0 && Math.abs(factor) < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("--scale is " + factor + ", must be finite and not 0");
    }
    TimeSeries returns = kind == Kind.PRICES ? Returns.logDecimal(read) : read;
    double[] scaled = Arrays.stream(returns.values()).map(value -> factor * value).toArray();
    return returns.isDated()
        ? TimeSeries.of(read.name(), returns.dates(), scaled)
        : TimeSeries.of(read.name(), scaled);
  }

  private TimeSeries inWindow(TimeSeries returns) {
    if (window.isEmpty()) {
      return returns;
    }
    String text = window.get();
    if (!text.matches("[0-9]{1,9}:[0-9]{1,9}")) {
      throw new IllegalArgumentException(
          "--window is %s; two whole numbers FIRST:COUNT are wanted".formatted(text));
    }
    int first = Integer.parseInt(text.substring(0, text.indexOf(':')));
    int count = Integer.parseInt(text.substring(text.indexOf(':') + 1));
    if (count == 0 || first + count > returns.size()) {
      throw new IllegalArgumentException(
          "--window is %s; at least one return is wanted and there are %d"
              .formatted(text, returns.size()));
    }
    return returns.slice(first, first + count);
  }

  private Map<String, Object> object(GarchFit fit, double seconds) {
    Map<String, Object> object = new LinkedHashMap<>();
    double[] variances = fit.conditionalVariance();
    putFinite(object, "logLikelihood", fit.logLikelihood());
    object.put("observations", fit.observations());
    object.put("parameters", fit.parameters());
    object.put("standardErrors", standardErrors(fit));
    putFinite(object, "aic", fit.aic());
    putFinite(object, "bic", fit.bic());
    object.put("converged", fit.converged());
    object.put("status", status(fit));
    object.put("degenerate", fit.degenerate());
    object.put("forecastVariance", fit.forecast(horizon).variance());
    object.put("forecastMethod", method(fit));
    putFinite(object, "varianceFirst", variances[0]);
    putFinite(object, "varianceLast", variances[variances.length - 1]);
    putFinite(object, "varianceSum", Arrays.stream(variances).sum());
    object.put("seconds", seconds);
    return object;
  }

  // At given parameters anything can overflow; what does not exist is left out.
  private static void putFinite(Map<String, Object> object, String name, double value) {
    if (Double.isFinite(value)) {
      object.put(name, value);
    }
  }

  private static Map<String, Object> standardErrors(GarchFit fit) {
    Map<String, Object> kinds = new LinkedHashMap<>();
    for (Covariance kind : Covariance.values()) {
      kinds.put(kind.name().toLowerCase(Locale.ROOT), fit.standardErrors(kind));
    }
    return kinds;
  }

  private String method(GarchFit fit) {
    return fit.forecastsInClosedForm(horizon) ? "analytic" : "simulation";
  }

  private static String status(GarchFit fit) {
    return fit.status().name().toLowerCase(Locale.ROOT);
  }

  private void summary(GarchFit fit) {
    shell.print("%s", fit.summary().stripTrailing());
    shell.print("forecast of the variance (%s)", method(fit));
    double[] variance = fit.forecast(horizon).variance();
    for (int k = 0; k < variance.length; k++) {
      shell.print("  %-16s %14.8g", "day " + (k + 1), variance[k]);
    }
  }
}
