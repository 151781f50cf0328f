package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A variance whose transform g (ln h, or a power of h) is driven by shocks F that depend on the
 * residual and on g of their own day, and perhaps on shape parameters γ and δ:
 *
 * <p>{@code g[t] = ω + Σ a[c]·F_c[t−l(c)] + Σ β[j]·g[t−j]}.
 *
 * <p>With {@code ∂F = F_e·∂e + F_g·∂g + F_γ·∂γ + F_δ·∂δ} the derivatives by any parameter follow
 * the recursion {@code ∂g[t] = d[t] + Σ c_l[t]·∂g[t−l]} whose coefficients {@code c_l[t] = β[l] + Σ
 * a[c]·F_g[t−l]} are the same for all of them; so do the second derivatives, with {@code Σ
 * F_uv·∂u·∂'v} over the arguments u, v of F and the derivatives of what a parameter weighs in the
 * place of d.
 *
 * <p>A family says what its shocks and its transform are, with their derivatives.
 */
abstract class ShockModel implements VarianceModel {
  /** A parameter a that weighs the shock of a kind at a lag. */
  record Weight(int parameter, int kind, int lag) {}

  // Rows of scratch for each kind of shock: derivatives by its arguments.
  static final int E = 0;
  static final int G = 1;
  static final int C = 2; // γ
  static final int D = 3; // δ
  static final int EE = 4;
  static final int EG = 5;
  static final int GG = 6;
  static final int EC = 7;
  static final int ED = 8;
  static final int CC = 9;
  static final int CD = 10;
  static final int DD = 11;
  private static final int PER_KIND = 12;

  // Rows for h as a function of g and δ.
  static final int H_G = 0;
  static final int H_D = 1;
  static final int H_GG = 2;
  static final int H_GD = 3;
  static final int H_DD = 4;
  private static final int PER_H = 5;

  final int p;
  final int o;
  final int q;
  private final List<Weight> weights = new ArrayList<>();
  private final int lags; // of shocks and g together

  ShockModel(int p, int o, int q) {
    Orders.check(p, o, q);
    this.p = p;
    this.o = o;
    this.q = q;
    this.lags = Math.max(1, Math.max(p, Math.max(o, q)));
  }

  /** Called by the constructor of a family. */
  final void weigh(int parameter, int kind, int lag) {
    weights.add(new Weight(parameter, kind, lag));
  }

  /** {@return how many kinds of shocks there are} */
  abstract int kinds();

  /** {@return place of γ of a kind of shock among the variance parameters, −1 if it has none} */
  abstract int skewOf(int kind);

  /** {@return place of δ among the variance parameters, −1 if there is none} */
  abstract int powerAt();

  /** Writes g, h and the shocks of the sample, and first derivatives of shocks and h if asked. */
  abstract void values(VariancePath path, double[] theta, int at, boolean derivatives);

  /** Writes the second derivatives of shocks and h. */
  abstract void bends(VariancePath path, double[] theta, int at);

  /** {@return {@code {g, g_b, g_δ, g_bb, g_bδ, g_δδ}} of the pre-sample variance b} */
  abstract double[] transform(double b, double[] theta, int at);

  /** Shocks and their derivatives, of the first order or of the second, before the sample. */
  abstract void before(VariancePath path, double[] theta, int at, boolean second);

  final int size() {
    return parameterNames().size();
  }

  final double[] level(VariancePath path) {
    return path.row(0);
  }

  final double[] shock(VariancePath path, int kind) {
    return path.row(1 + kind);
  }

  final double[] local(VariancePath path, int kind, int which) {
    return path.work(PER_H + kind * PER_KIND + which);
  }

  final double[] ofH(VariancePath path, int which) {
    return path.work(which);
  }

  private double[] slope(VariancePath path, int j) {
    return path.work(PER_H + kinds() * PER_KIND + lags + j);
  }

  private double[] coefficient(VariancePath path, int lag) {
    return path.work(PER_H + kinds() * PER_KIND + lag - 1);
  }

  /** {@code ω + Σ ψ·w + Σ a·F + Σ β·g} on one column. */
  final double step(VariancePath path, int t, double[] theta, int at) {
    double sum = Recursion.intercept(path, t, theta[at], theta, at + size());
    for (int c = 0; c < weights.size(); c++) {
      Weight weight = weights.get(c);
      sum += theta[at + weight.parameter] * shock(path, weight.kind)[t - weight.lag];
    }
    double[] level = level(path);
    for (int j = 1; j <= q; j++) {
      sum += theta[at + p + o + j] * level[t - j];
    }
    return sum;
  }

  @Override
  public int padding() {
    return lags;
  }

  @Override
  public void begin(VariancePath path, double[] theta, int at) {
    Arrays.fill(path.h, 0, path.padding, path.backcast);
    Arrays.fill(level(path), 0, path.padding, transform(path.backcast, theta, at)[0]);
    before(path, theta, at, false);
  }

  @Override
  public void filter(VariancePath path, double[] theta, int at, boolean derivatives) {
    begin(path, theta, at);
    if (path.firstVarianceGiven) {
      level(path)[path.padding] = level(path)[path.padding - 1];
    }
    values(path, theta, at, derivatives);
    if (!derivatives) {
      return;
    }
    coefficients(path, theta, at);
    double[] start = transform(path.backcast, theta, at);
    int all = at + size() + path.w.length;
    for (int j = 0; j < all; j++) {
      double[] dg = slope(path, j);
      double byDelta = powerAt() >= 0 && j == at + powerAt() ? 1 : 0;
      Arrays.fill(dg, 0, path.first(), start[1] * path.backcastGradient[j] + start[2] * byDelta);
      Arrays.fill(dg, path.first(), path.end, 0);
      direct(path, theta, at, j, dg);
      recurse(path, dg);
      double[] dh = path.dh[j];
      double[] hg = ofH(path, H_G);
      for (int t = path.padding; t < path.end; t++) {
        dh[t] = hg[t] * dg[t];
      }
      if (byDelta > 0) {
        double[] hd = ofH(path, H_D);
        for (int t = path.padding; t < path.end; t++) {
          dh[t] += hd[t];
        }
      }
    }
  }

  /** c_l[t], on the columns of the sample. */
  private void coefficients(VariancePath path, double[] theta, int at) {
    for (int l = 1; l <= lags; l++) {
      double[] c = coefficient(path, l);
      Arrays.fill(c, l <= q ? theta[at + p + o + l] : 0);
      for (Weight weight : weights) {
        if (weight.lag == l) {
          double[] byLevel = local(path, weight.kind, G);
          Recursion.addLagged(byLevel, l, theta[at + weight.parameter], c, path.first(), path.end);
        }
      }
    }
  }

  private void recurse(VariancePath path, double[] x) {
    for (int t = path.first(); t < path.end; t++) {
      double sum = x[t];
      for (int l = 1; l <= lags; l++) {
        sum += coefficient(path, l)[t] * x[t - l];
      }
      x[t] = sum;
    }
  }

  /** What θ[j] does to g[t] but for the effects of g before t. */
  private void direct(VariancePath path, double[] theta, int at, int j, double[] to) {
    int from = path.first();
    if (j < at) {
      double[] x = path.x[j];
      for (Weight weight : weights) {
        double a = -theta[at + weight.parameter];
        double[] byE = local(path, weight.kind, E);
        for (int t = from; t < path.end; t++) {
          to[t] += a * byE[t - weight.lag] * x[t - weight.lag];
        }
      }
      return;
    }
    for (Weight weight : weights) {
      double a = theta[at + weight.parameter];
      if (j == at + skewOf(weight.kind)) {
        Recursion.addLagged(local(path, weight.kind, C), weight.lag, a, to, from, path.end);
      } else if (j == at + powerAt()) {
        Recursion.addLagged(local(path, weight.kind, D), weight.lag, a, to, from, path.end);
      }
      if (j == at + weight.parameter) {
        Recursion.addLagged(shock(path, weight.kind), weight.lag, 1, to, from, path.end);
      }
    }
    int lag = j - at - p - o;
    if (j == at) {
      Arrays.fill(to, from, path.end, 1);
    } else if (lag >= 1 && lag <= q) {
      Recursion.addLagged(level(path), lag, 1, to, from, path.end);
    } else if (j >= at + size()) {
      Recursion.addLagged(path.w[j - at - size()], 0, 1, to, from, path.end);
    }
  }

  @Override
  public void secondDerivatives(VariancePath path, double[] theta, int at) {
    before(path, theta, at, true);
    bends(path, theta, at);
    int all = at + size() + path.w.length;
    path.clearSecond(all);
    double[] start = transform(path.backcast, theta, at);
    double[][] slopes = new double[all][];
    for (int j = 0; j < all; j++) {
      slopes[j] = slope(path, j);
    }
    for (int i = 0; i < all; i++) {
      for (int j = 0; j <= i; j++) {
        double[] row = path.d2h[VariancePath.pair(i, j)];
        weighed(path, at, i, j, slopes, row);
        weighed(path, at, j, i, slopes, row);
        for (Weight weight : weights) {
          Arguments both = new Arguments(path, weight.kind, at, i, j, slopes);
          double a = theta[at + weight.parameter];
          for (int t = path.first(); t < path.end; t++) {
            row[t] += a * both.bend(t - weight.lag);
          }
        }
        Arrays.fill(row, 0, path.first(), bendBefore(path, start, at, i, j));
        recurse(path, row);
        toVariance(path, at, i, j, slopes, row);
      }
    }
  }

  /** The derivative by j of the shock or g that the parameter i weighs. */
  private void weighed(VariancePath path, int at, int i, int j, double[][] slopes, double[] row) {
    for (Weight weight : weights) {
      if (i == at + weight.parameter) {
        Arguments one = new Arguments(path, weight.kind, at, j, j, slopes);
        for (int t = path.first(); t < path.end; t++) {
          row[t] += one.slope(t - weight.lag);
        }
      }
    }
    int lag = i - at - p - o;
    if (lag >= 1 && lag <= q) {
      Recursion.addLagged(slopes[j], lag, 1, row, path.first(), path.end);
    }
  }

  private double bendBefore(VariancePath path, double[] start, int at, int i, int j) {
    double bi = path.backcastGradient[i];
    double bj = path.backcastGradient[j];
    double di = powerAt() >= 0 && i == at + powerAt() ? 1 : 0;
    double dj = powerAt() >= 0 && j == at + powerAt() ? 1 : 0;
    return start[1] * path.backcastHessian[VariancePath.pair(i, j)]
        + start[3] * bi * bj
        + start[4] * (bi * dj + bj * di)
        + start[5] * di * dj;
  }

  private void toVariance(
      VariancePath path, int at, int i, int j, double[][] slopes, double[] row) {
    double di = powerAt() >= 0 && i == at + powerAt() ? 1 : 0;
    double dj = powerAt() >= 0 && j == at + powerAt() ? 1 : 0;
    double[] gi = slopes[i];
    double[] gj = slopes[j];
    double[] hg = ofH(path, H_G);
    double[] hgg = ofH(path, H_GG);
    double[] hgd = ofH(path, H_GD);
    double[] hdd = ofH(path, H_DD);
    for (int t = path.padding; t < path.end; t++) {
      row[t] =
          hg[t] * row[t]
              + hgg[t] * gi[t] * gj[t]
              + hgd[t] * (gi[t] * dj + gj[t] * di)
              + hdd[t] * di * dj;
    }
  }

  /** How two parameters move the arguments of a shock. */
  private final class Arguments {
    private final double[][] local = new double[PER_KIND][];
    private final double[] xi;
    private final double[] xj;
    private final double[] gi;
    private final double[] gj;
    private final double ci;
    private final double cj;
    private final double di;
    private final double dj;

    Arguments(VariancePath path, int kind, int at, int i, int j, double[][] slopes) {
      for (int k = 0; k < PER_KIND; k++) {
        local[k] = local(path, kind, k);
      }
      double[] none = path.scratch;
      Arrays.fill(none, 0);
      this.xi = i < at ? path.x[i] : none;
      this.xj = j < at ? path.x[j] : none;
      this.gi = slopes[i];
      this.gj = slopes[j];
      this.ci = i >= at && i - at == skewOf(kind) ? 1 : 0;
      this.cj = j >= at && j - at == skewOf(kind) ? 1 : 0;
      this.di = i >= at && i - at == powerAt() ? 1 : 0;
      this.dj = j >= at && j - at == powerAt() ? 1 : 0;
    }

    /** ∂F. */
    double slope(int t) {
      return -local[E][t] * xi[t] + local[G][t] * gi[t] + local[C][t] * ci + local[D][t] * di;
    }

    /** Σ F_uv·∂u·∂'v. */
    double bend(int t) {
      double ei = -xi[t];
      double ej = -xj[t];
      return local[EE][t] * ei * ej
          + local[EG][t] * (ei * gj[t] + ej * gi[t])
          + local[GG][t] * gi[t] * gj[t]
          + local[EC][t] * (ei * cj + ej * ci)
          + local[ED][t] * (ei * dj + ej * di)
          + local[CC][t] * ci * cj
          + local[CD][t] * (ci * dj + cj * di)
          + local[DD][t] * di * dj;
    }
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public boolean forecastsInClosedForm() {
    return false;
  }

  @Override
  public void forecast(
      VariancePath path, double[] theta, int at, double negativeShare, double[] out) {
    VariancePath after = path.tail(1);
    next(after, after.padding, theta, at);
    out[0] = after.h[after.padding];
  }
}
