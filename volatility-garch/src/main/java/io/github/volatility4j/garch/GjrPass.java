package io.github.volatility4j.garch;

import java.util.Arrays;

/**
 * One run of {@link GjrGarch} over a path: {@code H = h^(δ/2)}, h and first derivatives.
 *
 * <p>For a parameter θ with a direct effect {@code d[t]} — 1 for ω, {@code |e[t−i]|^δ} for α[i],
 * {@code H[t−j]} for β[j], the lagged slopes of the powers for a parameter of the mean — they are
 * {@code ∂H[t] = d[t] + Σ β[j]·∂H[t−j]}: the same filter for every θ, started from the derivative
 * of the pre-sample value. It serves the second derivatives, too: {@code ∂²H[t] = ∂'d[t] + ∂d'[t] +
 * Σ β[j]·∂²H[t−j]}.
 */
final class GjrPass {
  final VariancePath path;
  final double[] theta;
  final int at;
  final int first; // column that the recursion begins with
  private final GjrGarch model;
  private final double power;
  private final int p;
  private final int o;
  private final int q;

  GjrPass(GjrGarch model, VariancePath path, double[] theta, int at) {
    this.model = model;
    this.path = path;
    this.theta = theta;
    this.at = at;
    this.first = path.first();
    this.power = model.power();
    this.p = model.p();
    this.o = model.o();
    this.q = model.q();
  }

  /** Fills h behind a begun path, from what {@link #powers} has filled. */
  void variances() {
    double[] level = model.level(path);
    intercept(level);
    if (path.firstVarianceGiven) {
      level[path.padding] = level[path.padding - path.step];
    }
    addPowers(level);
    recurse(level);
    if (power != 2) {
      for (int t = path.padding; t < path.end; t++) {
        path.h[t] = model.variance(level[t]);
      }
      path.join(path.h);
    }
  }

  /** Fills the powers of the residuals. */
  void powers() {
    double[] e = path.e;
    double[] square = path.square;
    double[] negative = path.negative;
    if (power == 2) {
      squares(e, square, path.padding, path.end);
      if (o > 0) {
        negativeSquares(e, negative, path.padding, path.end);
      }
    } else {
      for (int t = path.padding; t < path.end; t++) {
        square[t] = model.ofPower(e[t]);
        negative[t] = e[t] < 0 ? square[t] : 0;
      }
    }
    path.join(square);
    path.join(negative);
  }

  private static void squares(double[] e, double[] square, int from, int end) {
    for (int t = from; t < end; t++) {
      square[t] = e[t] * e[t];
    }
  }

  private static void negativeSquares(double[] e, double[] negative, int from, int end) {
    for (int t = from; t < end; t++) {
      double below = Math.min(e[t], 0);
      negative[t] = below * below;
    }
  }

  private void intercept(double[] to) {
    Recursion.intercept(path, theta[at], theta, at + model.size(), to);
  }

  private void addPowers(double[] to) {
    for (int i = 1; i <= p; i++) {
      Recursion.addLagged(path.square, i * path.step, theta[at + i], to, first, path.end);
    }
    for (int i = 1; i <= o; i++) {
      Recursion.addLagged(path.negative, i * path.step, theta[at + p + i], to, first, path.end);
    }
  }

  /** {@code x[t] += Σ β[j]·x[t−j]}. */
  void recurse(double[] x) {
    int beta = at + 1 + p + o;
    if (path.step > 1) {
      Strands.recurse(x, theta[beta], path.padding, first, path.end, path.work(0));
    } else {
      Recursion.recurse(x, theta, beta, q, first, path.end);
    }
  }

  /**
   * The gradient of a function of residuals and variances, of which the derivatives by each e[t]
   * and each h[t] are known, without {@code path.dh}: with {@code s[t]} that by H[t] at given
   * residuals, {@code λ[t] = s[t] + β·λ[t+1]} is what a change of H[t] does through all later
   * variances, so that the derivatives are {@code Σ λ[t]}, {@code Σ λ[t]·|e[t−i]|^δ}, {@code Σ
   * λ[t]·H[t−1]}. One recursion takes the place of one for each parameter. In strands only.
   *
   * @param byResidual [end] is used up
   * @param byVariance [end]
   * @param gradient [parameters] receives those by the mean's parameters and the variance's
   */
  void gradient(double[] byResidual, double[] byVariance, double[] gradient) {
    int from = path.padding;
    int end = path.end;
    int lags = Math.max(p, o);
    double[] lambda = path.after(0);
    double[] level = model.level(path);
    System.arraycopy(byVariance, from, lambda, from, end - from);
    if (power != 2) {
      for (int t = from; t < end; t++) {
        lambda[t] *= 2 / power * path.h[t] / level[t];
      }
    }
    double beta = theta[at + 1 + p + o];
    double atFirst = lambda[from]; // by H of the first day, where that is given
    if (first > from) {
      lambda[from] = 0;
    }
    Strands.recurseBack(lambda, beta, from, first, end, path.after(1));
    int psi = at + model.size();
    gradient[at] = Sums.sum(lambda, first, end);
    for (int i = 1; i <= p; i++) {
      gradient[at + i] = Sums.dot(lambda, path.square, i * path.step, first, end);
    }
    for (int i = 1; i <= o; i++) {
      gradient[at + p + i] = Sums.dot(lambda, path.negative, i * path.step, first, end);
    }
    gradient[at + 1 + p + o] = Sums.dot(lambda, level, path.step, first, end);
    for (int k = 0; k < path.w.length; k++) {
      gradient[psi + k] = Sums.dot(lambda, path.w[k], first, end);
    }
    Strands.joinBack(lambda, from, end - from, lags);
    for (int i = 1; i <= p; i++) {
      throughPowers(byResidual, lambda, i, theta[at + i], false);
    }
    for (int i = 1; i <= o; i++) {
      throughPowers(byResidual, lambda, i, theta[at + p + i], true);
    }
    for (int j = 0; j < path.x.length; j++) {
      gradient[j] = -Sums.dot(byResidual, path.x[j], from, end);
    }
    // What stands before the sample moves the rows that its slope is added to by addBefore.
    double byBefore = first > from ? atFirst : 0;
    byBefore += beta * lambda[first > from ? from + path.step : from];
    double[] moved = path.after(1);
    for (int t = 0; t < lags; t++) {
      moved[from + t * path.step] = 0;
    }
    addBefore(1, moved);
    for (int t = first - from; t < lags; t++) {
      byBefore += lambda[from + t * path.step] * moved[from + t * path.step];
    }
    for (int j = 0; j < psi + path.w.length; j++) {
      gradient[j] += byBefore * levelSlope(j);
    }
  }

  /** Adds what a residual does to H so many days later. */
  private void throughPowers(
      double[] to, double[] lambda, int lag, double weight, boolean negative) {
    int ahead = lag * path.step;
    if (power != 2) {
      for (int t = path.padding; t < path.end; t++) {
        to[t] += negative && !(path.e[t] < 0) ? 0 : weight * lambda[t + ahead] * slope(path.e[t]);
      }
    } else if (negative) {
      for (int t = path.padding; t < path.end; t++) {
        to[t] += 2 * weight * lambda[t + ahead] * Math.min(path.e[t], 0);
      }
    } else if (lag == 1) {
      throughSquares(to, lambda, path.e, 2 * weight, path.padding, path.end);
    } else {
      for (int t = path.padding; t < path.end; t++) {
        to[t] += 2 * weight * lambda[t + ahead] * path.e[t];
      }
    }
  }

  private static void throughSquares(
      double[] to, double[] lambda, double[] e, double twice, int from, int end) {
    for (int t = from; t < end; t++) {
      to[t] += twice * lambda[t + Strands.COUNT] * e[t];
    }
  }

  /** Fills {@code path.dh}. */
  void slopes() {
    for (int j = 0; j < path.x.length; j++) {
      byMean(j);
    }
    byVariance();
    if (power != 2) {
      fromLevel();
    }
  }

  private void byMean(int j) {
    double[] dh = path.dh[j];
    Arrays.fill(dh, first, path.end, 0);
    powerSlopes(j, false);
    for (int i = 1; i <= p; i++) {
      Recursion.addLagged(path.scratch, i * path.step, theta[at + i], dh, first, path.end);
    }
    if (o > 0) {
      powerSlopes(j, true);
    }
    for (int i = 1; i <= o; i++) {
      Recursion.addLagged(path.scratch, i * path.step, theta[at + p + i], dh, first, path.end);
    }
    finish(j);
  }

  private void byVariance() {
    int end = path.end;
    int size = model.size();
    Arrays.fill(path.dh[at], first, end, 1);
    for (int i = 1; i <= p; i++) {
      copyLagged(path.square, i, path.dh[at + i]);
    }
    for (int i = 1; i <= o; i++) {
      copyLagged(path.negative, i, path.dh[at + p + i]);
    }
    for (int i = 1; i <= q; i++) {
      copyLagged(model.level(path), i, path.dh[at + p + o + i]);
    }
    for (int k = 0; k < path.w.length; k++) {
      System.arraycopy(path.w[k], first, path.dh[at + size + k], first, end - first);
    }
    for (int j = at; j < at + size + path.w.length; j++) {
      finish(j);
    }
  }

  private void copyLagged(double[] x, int lag, double[] to) {
    System.arraycopy(x, first - lag * path.step, to, first, path.end - first);
  }

  /** From the direct effects in a row of derivatives to the derivatives. */
  private void finish(int j) {
    double[] dh = path.dh[j];
    double slope = levelSlope(j);
    Arrays.fill(dh, 0, first, slope);
    addBefore(slope, dh);
    recurse(dh);
  }

  /** ∂H/∂b before the sample times ∂b. */
  double levelSlope(int j) {
    double slope = path.backcastGradient[j];
    return power == 2 ? slope : 0.5 * power * Math.pow(path.backcast, 0.5 * power - 1) * slope;
  }

  /** What a change of the powers before the sample adds to a row. */
  void addBefore(double slope, double[] to) {
    if (slope == 0) {
      return;
    }
    for (int t = path.firstVarianceGiven ? 1 : 0; t < Math.max(p, o); t++) {
      int column = path.padding + t * path.step;
      for (int i = t + 1; i <= p; i++) {
        to[column] += theta[at + i] * slope;
      }
      for (int i = t + 1; i <= o; i++) {
        to[column] += 0.5 * theta[at + p + i] * slope;
      }
    }
  }

  /**
   * Slopes of {@code |e|^δ} by a parameter of the mean, into the path's scratch; 0 before the
   * sample.
   *
   * @param j the parameter
   * @param negative whether only those of negative residuals
   */
  void powerSlopes(int j, boolean negative) {
    double[] slope = path.scratch;
    double[] e = path.e;
    double[] x = path.x[j];
    Arrays.fill(slope, 0, path.padding, 0);
    if (power == 2 && !negative) {
      for (int t = path.padding; t < path.end; t++) {
        slope[t] = -2 * e[t] * x[t];
      }
    } else if (power == 2) {
      for (int t = path.padding; t < path.end; t++) {
        slope[t] = -2 * Math.min(e[t], 0) * x[t];
      }
    } else {
      for (int t = path.padding; t < path.end; t++) {
        slope[t] = negative && !(e[t] < 0) ? 0 : -slope(e[t]) * x[t];
      }
    }
    path.join(slope);
  }

  /** d|e|^δ/de. */
  private double slope(double e) {
    return Math.copySign(power == 1 ? 1 : power * Math.pow(Math.abs(e), power - 1), e);
  }

  /** Turns rows of ∂H into ∂h = (2/δ)·h/H·∂H. */
  private void fromLevel() {
    double[] level = model.level(path);
    double[] factor = path.scratch;
    for (int t = 0; t < path.end; t++) {
      factor[t] = 2 / power * path.h[t] / level[t];
    }
    for (int j = 0; j < path.x.length + model.size() + path.w.length; j++) {
      double[] dh = path.dh[j];
      for (int t = 0; t < path.end; t++) {
        dh[t] *= factor[t];
      }
    }
  }
}
