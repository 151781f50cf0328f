package io.github.volatility4j.garch;

import io.github.volatility4j.series.TimeSeries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;

/** Real and simulated returns, and golden numbers. */
final class Data {
  private Data() {}

  /** Bollerslev and Ghysels' 1974 returns in percent. */
  static TimeSeries demGbp() {
    try {
      URL url = Objects.requireNonNull(Data.class.getResource("dem2gbp.csv.gz"));
      return TimeSeries.readCsv(Path.of(url.toURI()), "DEM2GBP");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Properties golden(String file) {
    Properties properties = new Properties();
    try (InputStream in = Objects.requireNonNull(Data.class.getResourceAsStream(file))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  static double number(Properties golden, String key) {
    return Double.parseDouble(Objects.requireNonNull(golden.getProperty(key), key));
  }

  static double[] numbers(Properties golden, String key) {
    String text = Objects.requireNonNull(golden.getProperty(key), key);
    return Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  /** An AR(1)-GJR(1,1,1) with normal innovations, after a burn-in. */
  static double[] simulate(
      long seed,
      int n,
      double c,
      double phi,
      double omega,
      double alpha,
      double gamma,
      double beta) {
    return simulate(seed, n, c, phi, omega, alpha, gamma, beta, Double.POSITIVE_INFINITY);
  }

  /** The same with Student's t innovations of variance 1. */
  static double[] simulate(
      long seed,
      int n,
      double c,
      double phi,
      double omega,
      double alpha,
      double gamma,
      double beta,
      double nu) {
    Random random = new Random(seed);
    double[] r = new double[n];
    double h = omega / (1 - alpha - gamma / 2 - beta);
    double e = 0;
    double before = c / (1 - phi);
    for (int t = -500; t < n; t++) {
      h = omega + (alpha + (e < 0 ? gamma : 0)) * e * e + beta * h;
      e = Math.sqrt(h) * standardised(random, nu);
      before = c + phi * before + e;
      if (t >= 0) {
        r[t] = before;
      }
    }
    return r;
  }

  private static double standardised(Random random, double nu) {
    double z = random.nextGaussian();
    if (nu == Double.POSITIVE_INFINITY) {
      return z;
    }
    double chiSquare = 0;
    for (int i = 0; i < (int) nu; i++) {
      double g = random.nextGaussian();
      chiSquare += g * g;
    }
    return z / Math.sqrt(chiSquare / nu) * Math.sqrt((nu - 2) / nu);
  }

  /** Returns of consecutive weekdays. */
  static TimeSeries dated(String name, double[] returns) {
    List<LocalDate> dates = new ArrayList<>();
    LocalDate day = LocalDate.of(2001, 1, 1);
    while (dates.size() < returns.length) {
      if (day.getDayOfWeek().getValue() < 6) {
        dates.add(day);
      }
      day = day.plusDays(1);
    }
    return TimeSeries.of(name, dates, returns);
  }

  static double[] times(double[] values, double factor) {
    return Arrays.stream(values).map(value -> value * factor).toArray();
  }
}
