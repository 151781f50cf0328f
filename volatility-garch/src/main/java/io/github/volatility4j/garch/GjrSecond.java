package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * Second derivatives of {@link GjrGarch}. With the feature {@code f_k[t]} that the parameter k
 * weighs (1, a lagged power, a lagged H): {@code ∂²_ij H[t] = ∂_j f_i[t] + ∂_i f_j[t] + Σ
 * α[l]·∂²_ij |e[t−l]|^δ + Σ β[l]·∂²_ij H[t−l]}.
 */
final class GjrSecond {
  private final GjrGarch model;
  private final VariancePath path;
  private final double[] theta;
  private final int at;
  private final int first;
  private final int size; // parameters of mean and variance
  private final double[][] level; // [size, end] ∂H

  GjrSecond(GjrGarch model, VariancePath path, double[] theta, int at) {
    this.model = model;
    this.path = path;
    this.theta = theta;
    this.at = at;
    this.first = path.firstVarianceGiven ? path.padding + 1 : path.padding;
    this.size = path.x.length + 1 + model.p() + model.o() + model.q() + path.w.length;
    this.level = model.power() == 2 ? path.dh : levels();
  }

  private double[][] levels() {
    double power = model.power();
    double[] h = path.h;
    double[] hLevel = path.row(0);
    double[][] out = new double[size][path.end];
    for (int j = 0; j < size; j++) {
      for (int t = 0; t < path.end; t++) {
        out[j][t] = path.dh[j][t] * 0.5 * power * hLevel[t] / h[t];
      }
    }
    return out;
  }

  /** Turns rows of ∂H into ∂h = (2/δ)·h/H·∂H. */
  static void fromLevel(VariancePath path, double[] level, double power, int size) {
    double[] factor = path.scratch;
    for (int t = 0; t < path.end; t++) {
      factor[t] = 2 / power * path.h[t] / level[t];
    }
    for (int j = 0; j < size; j++) {
      double[] dh = path.dh[j];
      for (int t = 0; t < path.end; t++) {
        dh[t] *= factor[t];
      }
    }
  }

  /** {@code to[t] += factor·x[t − lag]} where the residual at t − lag is one and negative. */
  static void addWhereNegative(
      VariancePath path, double[] x, int lag, double factor, double[] to, int from) {
    for (int t = Math.max(from, path.padding + lag); t < path.end; t++) {
      if (path.e[t - lag] < 0) {
        to[t] += factor * x[t - lag];
      }
    }
  }

  void fill() {
    path.clearSecond(size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double[] row = path.d2h[VariancePath.pair(i, j)];
        if (i < at) {
          curvatureOfPowers(i, j, row);
        }
        addFeature(i, j, row);
        addFeature(j, i, row);
        double bend = levelBend(i, j);
        Arrays.fill(row, 0, first, bend);
        model.addBefore(path, theta, at, bend, row, first);
        Recursion.recurse(row, theta, at + 1 + model.p() + model.o(), model.q(), first, path.end);
      }
    }
    if (model.power() != 2) {
      fromLevel();
    }
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
    for (int l = 1; l <= model.p(); l++) {
      Recursion.addLagged(bend, l, theta[at + l], row, first, path.end);
    }
    for (int l = 1; l <= model.o(); l++) {
      addWhereNegative(path, bend, l, theta[at + model.p() + l], row, first);
    }
  }

  /** Adds the derivative by j of the feature that the parameter i weighs. */
  private void addFeature(int i, int j, double[] row) {
    int lag = i - at;
    if (lag < 1) {
      return;
    }
    if (lag <= model.p()) {
      addPower(lag, j, 1, row);
      return;
    }
    lag -= model.p();
    if (lag <= model.o()) {
      addPower(lag, j, 0.5, row);
      return;
    }
    lag -= model.o();
    if (lag <= model.q()) {
      Recursion.addLagged(level[j], lag, 1, row, first, path.end);
    }
  }

  private void addPower(int lag, int j, double shareBefore, double[] row) {
    double before = shareBefore * model.levelSlope(path, j);
    for (int t = first; t < path.padding + lag; t++) {
      row[t] += before;
    }
    if (j < path.x.length) {
      model.slopes(path, j);
      if (shareBefore == 1) {
        int from = Math.max(first, path.padding + lag);
        Recursion.addLagged(path.scratch, lag, 1, row, from, path.end);
      } else {
        addWhereNegative(path, path.scratch, lag, 1, row, first);
      }
    }
  }

  /** ∂²h = (2/δ)·h/H·∂²H + (2/δ)·(2/δ − 1)·h/H²·∂H·∂'H. */
  private void fromLevel() {
    double k = 2 / model.power();
    double[] hLevel = path.row(0);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double[] row = path.d2h[VariancePath.pair(i, j)];
        for (int t = 0; t < path.end; t++) {
          double slope = k * path.h[t] / hLevel[t];
          row[t] = slope * (row[t] + (k - 1) / hLevel[t] * level[i][t] * level[j][t]);
        }
      }
    }
  }
}
