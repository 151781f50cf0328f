package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * Second derivatives of {@link GjrGarch}. With the feature {@code f_k[t]} that the parameter k
 * weighs (1, a lagged power, a lagged H): {@code ∂²_ij H[t] = ∂_j f_i[t] + ∂_i f_j[t] + Σ
 * α[l]·∂²_ij |e[t−l]|^δ + Σ β[l]·∂²_ij H[t−l]}.
 *
 * <p>H is linear in ω, α and γ together, at a given mean: between them there is nothing to compute.
 */
final class GjrSecond {
  private final GjrGarch model;
  private final GjrPass pass;
  private final VariancePath path;
  private final double[] theta;
  private final int at;
  private final int first;
  private final int size; // parameters of mean and variance
  private final int p;
  private final int o;
  private final int q;
  private final double[][] level; // [size, end] ∂H

  GjrSecond(GjrGarch model, VariancePath path, double[] theta, int at) {
    this.model = model;
    this.pass = new GjrPass(model, path, theta, at);
    this.path = path;
    this.theta = theta;
    this.at = at;
    this.first = pass.first;
    this.p = model.p();
    this.o = model.o();
    this.q = model.q();
    this.size = path.x.length + model.size() + path.w.length;
    this.level = model.power() == 2 ? path.dh : levels();
  }

  private double[][] levels() {
    double power = model.power();
    double[] h = path.h;
    double[] hLevel = model.level(path);
    double[][] out = new double[size][path.end];
    for (int j = 0; j < size; j++) {
      for (int t = 0; t < path.end; t++) {
        out[j][t] = path.dh[j][t] * 0.5 * power * hLevel[t] / h[t];
      }
    }
    return out;
  }

  void fill() {
    path.clearSecond(size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        int pair = VariancePath.pair(i, j);
        double bend = levelBend(i, j);
        path.isStraight[pair] = bend == 0 && isLinear(i) && isLinear(j) && !(i < at);
        if (path.isStraight[pair]) {
          continue;
        }
        double[] row = path.d2h[pair];
        if (i < at) {
          curvatureOfPowers(i, j, row);
        }
        addFeature(i, j, row);
        addFeature(j, i, row);
        Arrays.fill(row, 0, first, bend);
        pass.addBefore(bend, row);
        pass.recurse(row);
      }
    }
    if (model.power() != 2) {
      fromLevel();
    }
  }

  /** Whether nothing that a parameter weighs depends on ω, α, γ or regressors. */
  private boolean isLinear(int i) {
    return i >= at && (i <= at + p + o || i >= at + model.size()) && path.backcastGradient[i] == 0;
  }

  /** ∂²_ij of H before the sample. */
  private double levelBend(int i, int j) {
    double second = path.backcastHessian[VariancePath.pair(i, j)];
    double power = model.power();
    if (power == 2) {
      return second;
    }
    double b = path.backcast;
    double slope = 0.5 * power * Math.pow(b, 0.5 * power - 1);
    double bend = slope * (0.5 * power - 1) / b;
    return slope * second + bend * path.backcastGradient[i] * path.backcastGradient[j];
  }

  private void curvatureOfPowers(int i, int j, double[] row) {
    double power = model.power();
    if (power == 1) {
      return;
    }
    double[] bend = path.scratch;
    double[] xi = path.x[i];
    double[] xj = path.x[j];
    Arrays.fill(bend, 0, path.padding, 0);
    for (int t = path.padding; t < path.end; t++) {
      double second =
          power == 2 ? 2 : power * (power - 1) * Math.pow(Math.abs(path.e[t]), power - 2);
      bend[t] = second * xi[t] * xj[t];
    }
    path.join(bend);
    for (int l = 1; l <= p; l++) {
      addLagged(bend, l, theta[at + l], row);
    }
    if (o == 0) {
      return;
    }
    for (int t = path.padding; t < path.end; t++) {
      bend[t] = path.e[t] < 0 ? bend[t] : 0;
    }
    path.join(bend);
    for (int l = 1; l <= o; l++) {
      addLagged(bend, l, theta[at + p + l], row);
    }
  }

  /** Adds the derivative by j of the feature that the parameter i weighs. */
  private void addFeature(int i, int j, double[] row) {
    int lag = i - at;
    if (lag < 1) {
      return;
    }
    if (lag <= p) {
      addPower(lag, j, false, row);
      return;
    }
    lag -= p;
    if (lag <= o) {
      addPower(lag, j, true, row);
      return;
    }
    lag -= o;
    if (lag <= q) {
      addLagged(level[j], lag, 1, row);
    }
  }

  private void addPower(int lag, int j, boolean negative, double[] row) {
    double before = (negative ? 0.5 : 1) * pass.levelSlope(j);
    for (int t = path.firstVarianceGiven ? 1 : 0; t < lag; t++) {
      row[path.padding + t * path.step] += before;
    }
    if (j < path.x.length) {
      pass.powerSlopes(j, negative);
      addLagged(path.scratch, lag, 1, row);
    }
  }

  private void addLagged(double[] x, int lag, double factor, double[] to) {
    Recursion.addLagged(x, lag * path.step, factor, to, first, path.end);
  }

  /** ∂²h = (2/δ)·h/H·∂²H + (2/δ)·(2/δ − 1)·h/H²·∂H·∂'H. */
  private void fromLevel() {
    double k = 2 / model.power();
    double[] hLevel = model.level(path);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double[] row = path.d2h[VariancePath.pair(i, j)];
        for (int t = 0; t < path.end; t++) {
          double slope = k * path.h[t] / hLevel[t];
          row[t] = slope * (row[t] + (k - 1) / hLevel[t] * level[i][t] * level[j][t]);
        }
        path.isStraight[VariancePath.pair(i, j)] = false;
      }
    }
  }
}
