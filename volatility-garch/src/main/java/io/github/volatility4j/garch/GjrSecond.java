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

  /**
   * Adds {@code Σ s[t]·∂²_ij h[t]} for given s, power 2, in strands: with {@code λ[t] = s[t] +
   * β·λ[t+1]} that is {@code Σ λ[t]} times the direct effects, so that one recursion takes the
   * place of one for each pair.
   */
  void addWeighted(double[] byVariance, double[][] to) {
    int from = path.padding;
    double[] lambda = path.after(0);
    System.arraycopy(byVariance, from, lambda, from, path.end - from);
    double beta = theta[at + 1 + p + o];
    Strands.recurseBack(lambda, beta, from, first, path.end, path.after(1));
    double ofBefore = beta * lambda[from];
    for (int l = 1; l <= p; l++) {
      ofBefore += theta[at + l] * firstOf(lambda, l);
    }
    for (int l = 1; l <= o; l++) {
      ofBefore += 0.5 * theta[at + p + l] * firstOf(lambda, l);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = ofBefore * levelBend(i, j);
        sum += i < at ? ofCurvature(i, j, lambda) : 0;
        to[i][j] += sum + ofFeature(i, j, lambda) + ofFeature(j, i, lambda);
      }
    }
  }

  /** {@code Σ λ} over as many first observations. */
  private double firstOf(double[] lambda, int count) {
    double sum = 0;
    for (int t = 0; t < count; t++) {
      sum += lambda[path.padding + t * path.step];
    }
    return sum;
  }

  /** λ times what {@link #curvatureOfPowers} writes. */
  private double ofCurvature(int i, int j, double[] lambda) {
    double[] bend = path.work(1);
    Arrays.fill(bend, 0, path.padding, 0);
    twice(path.x[i], path.x[j], bend, path.padding, path.end);
    path.join(bend);
    double sum = 0;
    for (int l = 1; l <= p; l++) {
      sum += theta[at + l] * lagged(bend, l, lambda);
    }
    if (o == 0) {
      return sum;
    }
    for (int t = path.padding; t < path.end; t++) {
      bend[t] = path.e[t] < 0 ? bend[t] : 0;
    }
    path.join(bend);
    for (int l = 1; l <= o; l++) {
      sum += theta[at + p + l] * lagged(bend, l, lambda);
    }
    return sum;
  }

  /** λ times what {@link #addFeature} adds. */
  private double ofFeature(int i, int j, double[] lambda) {
    int lag = i - at;
    if (lag < 1) {
      return 0;
    }
    if (lag <= p) {
      return ofPower(lag, j, false, lambda);
    }
    lag -= p;
    if (lag <= o) {
      return ofPower(lag, j, true, lambda);
    }
    lag -= o;
    return lag <= q ? lagged(level[j], lag, lambda) : 0;
  }

  private double ofPower(int lag, int j, boolean negative, double[] lambda) {
    double before = (negative ? 0.5 : 1) * pass.levelSlope(j);
    double sum = before * firstOf(lambda, lag);
    if (j >= path.x.length) {
      return sum;
    }
    double[] slope = path.work(1);
    double[] x = path.x[j];
    Arrays.fill(slope, 0, path.padding, 0);
    if (negative) {
      for (int t = path.padding; t < path.end; t++) {
        slope[t] = 2 * Math.min(path.e[t], 0) * x[t];
      }
    } else {
      twice(path.e, x, slope, path.padding, path.end);
    }
    path.join(slope);
    return sum - lagged(slope, lag, lambda);
  }

  private double lagged(double[] x, int lag, double[] lambda) {
    return Sums.dot(lambda, x, lag * path.step, first, path.end);
  }

  private static void twice(double[] a, double[] b, double[] out, int from, int end) {
    for (int t = from; t < end; t++) {
      out[t] = 2 * a[t] * b[t];
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
