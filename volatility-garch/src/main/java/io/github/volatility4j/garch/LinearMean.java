package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Zero mean, a constant, or an autoregression {@code r[t] = const + ar1·r[t−1] + … + arp·r[t−p] +
 * e[t]}, without restrictions. The first p returns are conditioned on.
 *
 * @param constant whether there is one; named mu where it stands alone
 * @param lags p, from 0
 */
record LinearMean(boolean constant, int lags) implements MeanModel {
  @Override
  public List<String> parameterNames() {
    List<String> names = new ArrayList<>();
    if (constant) {
      names.add(lags == 0 ? "mu" : "const");
    }
    for (int i = 1; i <= lags; i++) {
      names.add("ar" + i);
    }
    return names;
  }

  @Override
  public int conditionedOn() {
    return lags;
  }

  @Override
  public void regressors(double[] returns, double[][] x, int padding) {
    int n = returns.length - lags;
    int row = 0;
    if (constant) {
      Arrays.fill(x[row++], padding, padding + n, 1);
    }
    for (int i = 1; i <= lags; i++) {
      System.arraycopy(returns, lags - i, x[row++], padding, n);
    }
  }

  @Override
  public void rescale(double[] theta, double scale) {
    if (constant) {
      theta[0] *= scale;
    }
  }

  @Override
  public String label() {
    return lags > 0 ? "AR(" + lags + ")" : constant ? "constant mean" : "zero mean";
  }
}
