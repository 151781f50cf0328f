package io.github.volatility4j.garch;

/**
 * The loops of a GARCH(1,1) or GJR-GARCH(1,1,1) over a path in {@link Strands}, with as few passes
 * as there can be. {@link GjrPass} says the same for all orders and powers in more of them; a test
 * compares the two.
 *
 * <p>As {@code e²·1(e<0) = ½·(e² − e·|e|)}, a residual adds {@code e·(a·e − g·|e|)} to the next
 * variance, {@code a = α + γ/2} and {@code g = γ/2}: no branch, and a GARCH is the case g = 0. What
 * stands for the time before the sample adds {@code a·b}.
 */
final class GarchStrands {
  private static final int COUNT = Strands.COUNT;

  private final VariancePath path;
  private final int at;
  private final int gammas;
  private final double a;
  private final double g;
  private final double omega;
  private final double beta;
  private final int from;
  private final int end;

  /** For a path that {@link #runs}. */
  GarchStrands(GjrGarch model, VariancePath path, double[] theta, int at) {
    this.path = path;
    this.at = at;
    this.gammas = model.o();
    this.g = gammas == 1 ? 0.5 * theta[at + 2] : 0;
    this.a = theta[at + 1] + g;
    this.omega = theta[at];
    this.beta = theta[at + 2 + gammas];
    this.from = path.padding;
    this.end = path.end;
  }

  /** Whether a model's variances on a path are what these loops compute. */
  static boolean runs(GjrGarch model, VariancePath path) {
    return path.step == COUNT
        && model.p() == 1
        && model.o() <= 1
        && model.q() == 1
        && model.power() == 2
        && path.w.length == 0
        && !path.firstVarianceGiven;
  }

  /** Fills h behind a begun path, and e's padding with the residuals before each strand. */
  void variances() {
    double[] e = path.e;
    double[] h = path.h;
    double[] zero = path.work(0); // every strand but the first as if it began after no variance
    int second = from + COUNT;
    path.join(e);
    e[from - COUNT] = 0;
    effects(e, omega, a, g, zero, from, second);
    zero[from] += (a + beta) * path.backcast;
    run(e, omega, a, g, beta, zero, second, end);
    Strands.carry(h, zero, beta, from, end - from);
    h[from] = zero[from];
    for (int t = from + 1; t < second; t++) {
      h[t] = zero[t] + beta * h[t - COUNT];
    }
    run(e, omega, a, g, beta, h, second, end);
  }

  private static void effects(
      double[] e, double omega, double a, double g, double[] to, int from, int end) {
    for (int t = from; t < end; t++) {
      double last = e[t - Strands.COUNT];
      to[t] = omega + last * (a * last - g * Math.abs(last));
    }
  }

  private static void run(
      double[] e, double omega, double a, double g, double beta, double[] h, int from, int end) {
    for (int t = from; t < end; t++) {
      double last = e[t - Strands.COUNT];
      h[t] = omega + last * (a * last - g * Math.abs(last)) + beta * h[t - Strands.COUNT];
    }
  }

  /** What {@link GjrPass#gradient} does. */
  void gradient(double[] byResidual, double[] byVariance, double[] gradient) {
    double[] lambda = path.after(0);
    Strands.recurseBack(byVariance, beta, lambda, from, end, path.after(1));
    double[] squares = sums(lambda, path.e, path.h, at, at + 2 + gammas, gradient, from, end);
    double first = lambda[from];
    double ofBefore = first * path.backcast;
    gradient[at + 1] = squares[0] + ofBefore;
    if (gammas == 1) {
      gradient[at + 2] = 0.5 * (squares[0] - squares[1] + ofBefore);
    }
    Strands.joinBack(lambda, from, end - from, 1);
    byMean(lambda, byResidual, gradient);
    double byBefore = (a + beta) * first;
    for (int j = 0; j < at + 3 + gammas; j++) {
      gradient[j] += byBefore * path.backcastGradient[j];
    }
  }

  /** By the parameters of the mean, which move residuals and through them all later variances. */
  private void byMean(double[] lambda, double[] byResidual, double[] gradient) {
    if (path.x.length == 1) {
      double[] sums = path.work(0);
      Strands.beginSum(sums, from);
      through(lambda, path.e, 2 * a, 2 * g, byResidual, path.x[0], sums, from, end);
      gradient[0] = -Strands.sum(sums, end);
      return;
    }
    through(lambda, path.e, 2 * a, 2 * g, byResidual, from, end);
    for (int j = 0; j < path.x.length; j++) {
      gradient[j] = -Sums.dot(byResidual, path.x[j], from, end);
    }
  }

  private static void through(
      double[] lambda,
      double[] e,
      double a,
      double g,
      double[] byResidual,
      double[] x,
      double[] sums,
      int from,
      int end) {
    for (int t = from; t < end; t++) {
      double all = byResidual[t] + lambda[t + Strands.COUNT] * (a * e[t] - g * Math.abs(e[t]));
      sums[t] = sums[t - Strands.COUNT] + all * x[t];
    }
  }

  /** {@code Σ λ} and {@code Σ λ[t]·h[t−1]} to two indices; {@code Σ λ[t]·e[t−1]², |e|·e}. */
  private static double[] sums(
      double[] lambda, double[] e, double[] h, int one, int two, double[] out, int from, int end) {
    double l0 = 0;
    double l1 = 0;
    double h0 = 0;
    double h1 = 0;
    double s0 = 0;
    double s1 = 0;
    double n0 = 0;
    double n1 = 0;
    int t = from;
    for (; t < end - 1; t += 2) {
      double at0 = lambda[t];
      double at1 = lambda[t + 1];
      double e0 = e[t - Strands.COUNT];
      double e1 = e[t + 1 - Strands.COUNT];
      double pull0 = at0 * e0;
      double pull1 = at1 * e1;
      l0 += at0;
      l1 += at1;
      h0 += at0 * h[t - Strands.COUNT];
      h1 += at1 * h[t + 1 - Strands.COUNT];
      s0 += pull0 * e0;
      s1 += pull1 * e1;
      n0 += pull0 * Math.abs(e0);
      n1 += pull1 * Math.abs(e1);
    }
    if (t < end) {
      double last = e[t - Strands.COUNT];
      l0 += lambda[t];
      h0 += lambda[t] * h[t - Strands.COUNT];
      s0 += lambda[t] * last * last;
      n0 += lambda[t] * last * Math.abs(last);
    }
    out[one] = l0 + l1;
    out[two] = h0 + h1;
    return new double[] {s0 + s1, n0 + n1};
  }

  /** Adds what a residual does through all later variances; above, times x and summed. */
  private static void through(
      double[] lambda, double[] e, double a, double g, double[] to, int from, int end) {
    for (int t = from; t < end; t++) {
      to[t] += lambda[t + Strands.COUNT] * (a * e[t] - g * Math.abs(e[t]));
    }
  }
}
