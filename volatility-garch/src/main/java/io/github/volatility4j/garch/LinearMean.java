package io.github.volatility4j.garch;

import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A constant, means of past returns and regressors: {@code r[t] = const + Σ φ[i]·mean(r[t−to[i]],
 * …, r[t−from[i]]) + Σ κ[k]·x[k][t] + e[t]}, without restrictions. An autoregression has single
 * lags; the heterogeneous one of Corsi (2009, doi:10.1093/jjfinec/nbp001) means of the last day,
 * week and month. As many returns as the longest lag are conditioned on.
 *
 * @param constant whether there is one; named mu where it stands alone
 * @param lags of the returns
 * @param exogenous regressors
 */
record LinearMean(boolean constant, List<Lags> lags, Regressors exogenous) implements MeanModel {
  /**
   * A mean of past returns.
   *
   * @param name of its parameter
   * @param from shortest lag, at least 1
   * @param to longest lag
   */
  record Lags(String name, int from, int to) {
    static Lags one(int lag) {
      return new Lags("ar" + lag, lag, lag);
    }

    static Lags last(int horizon) {
      return new Lags("har" + horizon, 1, horizon);
    }
  }

  /** An autoregression of an order from 0. */
  LinearMean(boolean constant, int order) {
    this(constant, firstLags(order), Regressors.NONE);
  }

  private static List<Lags> firstLags(int order) {
    List<Lags> lags = new ArrayList<>();
    for (int i = 1; i <= order; i++) {
      lags.add(Lags.one(i));
    }
    return List.copyOf(lags);
  }

  @Override
  public MeanModel with(Regressors regressors) {
    return new LinearMean(constant, lags, regressors);
  }

  @Override
  public MeanModel on(TimeSeries returns) {
    return new LinearMean(constant, lags, exogenous.on(returns));
  }

  @Override
  public List<String> parameterNames() {
    List<String> names = new ArrayList<>();
    if (constant) {
      names.add(lags.isEmpty() && exogenous.series().isEmpty() ? "mu" : "const");
    }
    lags.forEach(lag -> names.add(lag.name()));
    names.addAll(exogenous.names());
    return names;
  }

  @Override
  public int conditionedOn() {
    return lags.stream().mapToInt(Lags::to).max().orElse(0);
  }

  @Override
  public void regressors(double[] returns, double[][] x, int padding) {
    int lost = conditionedOn();
    int n = returns.length - lost;
    int row = 0;
    if (constant) {
      Arrays.fill(x[row++], padding, padding + n, 1);
    }
    for (Lags lag : lags) {
      double[] mean = x[row++];
      if (lag.from() == lag.to()) {
        System.arraycopy(returns, lost - lag.to(), mean, padding, n);
      } else {
        for (int t = 0; t < n; t++) {
          double sum = 0;
          for (int i = lag.from(); i <= lag.to(); i++) {
            sum += returns[lost + t - i];
          }
          mean[padding + t] = sum / (lag.to() - lag.from() + 1);
        }
      }
    }
    for (double[] values : exogenous.values()) {
      System.arraycopy(values, lost, x[row++], padding, n);
    }
  }

  @Override
  public void rescale(double[] theta, double scale) {
    if (constant) {
      theta[0] *= scale;
    }
    exogenous.rescale(theta, (constant ? 1 : 0) + lags.size(), scale);
  }

  @Override
  public String label() {
    StringBuilder text = new StringBuilder();
    if (lags.isEmpty()) {
      text.append(constant ? "constant mean" : "zero mean");
    } else if (lags.stream().allMatch(lag -> lag.from() == lag.to())) {
      boolean all = lags.get(lags.size() - 1).to() == lags.size();
      String which = all ? "" + lags.size() : numbers();
      text.append("AR(").append(which).append(")").append(constant ? "" : " without constant");
    } else {
      text.append("HAR(").append(numbers()).append(")");
    }
    exogenous.names().forEach(name -> text.append(" + ").append(name));
    return text.toString();
  }

  private String numbers() {
    return String.join(",", lags.stream().map(lag -> "" + lag.to()).toList());
  }
}
