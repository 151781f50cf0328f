package io.github.volatility4j.garch;

/**
 * The subproblem of sequential quadratic programming for the parameters {@code c, φ, ω, α, β} of an
 * AR(1)-GARCH(1,1): the d that minimises {@code ½·d'Bd + g'd} while {@code x + d} stays in {@code ω
 * ≥ floor, α ≥ 0, β ≥ 0, α + β ≤ 1}. What {@link QuadraticProgram} solves for any constraints, in
 * closed form for these.
 *
 * <p>c and φ are free, so they are eliminated, and ω as long as its bound does not bind: if the
 * minimiser without the bound breaks it, then at the minimiser with it the bound holds with
 * equality, since the function is convex. What remains is a parabola of two variables over a
 * triangle. Its minimiser lies inside or is the best of those on the three edges.
 */
final class GarchStep {
  private static final int K = LaneLikelihood.SIZE;

  private GarchStep() {}

  /**
   * Solves it.
   *
   * @param b array that holds B, [K, K] row by row, symmetric
   * @param bAt where in it
   * @param x array that holds x, then g, then room for d, [K] each
   * @param xAt where in it
   * @param floor of ω
   * @return g'd, or NaN if B is not positive definite
   */
  static double solve(double[] b, int bAt, double[] x, int xAt, double floor) {
    int g = xAt + K;
    int d = xAt + 2 * K;
    double b00 = b[bAt];
    double b10 = b[bAt + K];
    double b11 = b[bAt + K + 1];
    // The mean, by elimination: l' of ω, α, β are their rows of Cholesky's factor.
    double i0 = 1 / b00;
    double f10 = b10 * i0;
    double p1 = b11 - f10 * b10;
    double i1 = 1 / p1;
    int w = bAt + 2 * K;
    int a = bAt + 3 * K;
    int e = bAt + 4 * K;
    double w1 = b[w + 1] - f10 * b[w];
    double a1 = b[a + 1] - f10 * b[a];
    double e1 = b[e + 1] - f10 * b[e];
    double g1 = x[g + 1] - f10 * x[g];
    double w0i = b[w] * i0;
    double a0i = b[a] * i0;
    double e0i = b[e] * i0;
    double w1i = w1 * i1;
    double a1i = a1 * i1;
    double e1i = e1 * i1;
    double hww = b[w + 2] - w0i * b[w] - w1i * w1;
    double haw = b[a + 2] - a0i * b[w] - a1i * w1;
    double hew = b[e + 2] - e0i * b[w] - e1i * w1;
    double haa = b[a + 3] - a0i * b[a] - a1i * a1;
    double hea = b[e + 3] - e0i * b[a] - e1i * a1;
    double hee = b[e + 4] - e0i * b[e] - e1i * e1;
    double qw = x[g + 2] - w0i * x[g] - w1i * g1;
    double qa = x[g + 3] - a0i * x[g] - a1i * g1;
    double qe = x[g + 4] - e0i * x[g] - e1i * g1;
    double iw = 1 / hww;
    double faw = haw * iw;
    double few = hew * iw;
    double raa = haa - faw * haw;
    double rea = hea - faw * hew;
    double ree = hee - few * hew;
    double determinant = raa * ree - rea * rea;
    if (!(b00 > 0
        && p1 > ROUNDING * b11
        && hww > ROUNDING * b[w + 2]
        && raa > ROUNDING * b[a + 3]
        && determinant > ROUNDING * raa * b[e + 4])) {
      return Double.NaN;
    }
    double lowW = Math.min(0, floor - x[xAt + 2]);
    triangle(raa, rea, ree, qa - faw * qw, qe - few * qw, x, xAt, d, 1);
    double dw = -(qw + haw * x[d + 3] + hew * x[d + 4]) * iw;
    if (!(dw >= lowW)) {
      dw = lowW;
      triangle(haa, hea, hee, qa + haw * dw, qe + hew * dw, x, xAt, d, 1);
    }
    x[d + 2] = dw;
    double da = x[d + 3];
    double de = x[d + 4];
    double d1 = -(g1 + w1 * dw + a1 * da + e1 * de) * i1;
    double d0 = -(x[g] + b10 * d1 + b[w] * dw + b[a] * da + b[e] * de) * i0;
    x[d] = d0;
    x[d + 1] = d1;
    return x[g] * d0 + x[g + 1] * d1 + x[g + 2] * dw + x[g + 3] * da + x[g + 4] * de;
  }

  /** What elimination may leave of a diagonal element of a matrix that counts as definite. */
  static final double ROUNDING = 1e-14;

  /**
   * Minimises the parabola over the α and β that remain; writes the last two elements of d, which
   * begins at dAt in the array of x. Elements lie so many places apart.
   */
  static void triangle(
      double raa,
      double rea,
      double ree,
      double qa,
      double qe,
      double[] x,
      int xAt,
      int dAt,
      int stride) {
    double alpha = x[xAt + 3 * stride];
    double beta = x[xAt + 4 * stride];
    double lowA = Math.min(0, -alpha);
    double lowE = Math.min(0, -beta);
    double most = Math.max(0, 1 - alpha - beta); // of da + de
    int a = dAt + 3 * stride;
    int e = dAt + 4 * stride;
    double determinant = raa * ree - rea * rea;
    double da = (rea * qe - ree * qa) / determinant;
    double de = (rea * qa - raa * qe) / determinant;
    if (da >= lowA && de >= lowE && da + de <= most) {
      x[a] = da;
      x[e] = de;
      return;
    }
    // α = 0, β = 0, and α + β = 1 with da = z, de = most − z: each between its two corners.
    double onA = clamp(-(qe + rea * lowA) / ree, lowE, most - lowA);
    double onE = clamp(-(qa + rea * lowE) / raa, lowA, most - lowE);
    double z = (qe - qa + (ree - rea) * most) / (raa - 2 * rea + ree);
    double onSum = clamp(z, lowA, most - lowE);
    double byA = value(raa, rea, ree, qa, qe, lowA, onA);
    double byE = value(raa, rea, ree, qa, qe, onE, lowE);
    double bySum = value(raa, rea, ree, qa, qe, onSum, most - onSum);
    if (byA <= byE && byA <= bySum) {
      x[a] = lowA;
      x[e] = onA;
    } else if (byE <= bySum) {
      x[a] = onE;
      x[e] = lowE;
    } else {
      x[a] = onSum;
      x[e] = most - onSum;
    }
  }

  private static double clamp(double z, double low, double high) {
    return Math.max(low, Math.min(high, z));
  }

  private static double value(
      double raa, double rea, double ree, double qa, double qe, double da, double de) {
    return 0.5 * (raa * da * da + ree * de * de) + rea * da * de + qa * da + qe * de;
  }
}
