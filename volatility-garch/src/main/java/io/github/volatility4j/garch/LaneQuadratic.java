package io.github.volatility4j.garch;

import static io.github.volatility4j.garch.LaneLikelihood.LANES;

/**
 * The algebra of {@link LaneSearch} in all lanes at once: the damped update of BFGS and the step
 * that minimises the quadratic model. {@link DampedBfgs} and {@link GarchStep} do the same for one.
 *
 * <p>All numbers lie in one array, place p of lane l at {@code p·LANES + l}; loops are short and
 * without a branch, so that C2 vectorises them (see {@link LaneLikelihood}). A lane in which
 * nothing was accepted takes part with a step of zero, which leaves its matrix as it is to the last
 * bit.
 */
final class LaneQuadratic {
  // Places of the state of a search, five to a vector of parameters.
  static final int X = 0;
  static final int G = 5 * LANES;
  static final int D = 10 * LANES;

  /** The next point to evaluate. */
  static final int TRIAL = 15 * LANES;

  /** Lower half of the model's matrix, row by row. */
  static final int B = 20 * LANES;

  /** {@code g'd}. */
  static final int SLOPE = 35 * LANES;

  /** Of the step, as a share of d. */
  static final int LENGTH = 36 * LANES;

  static final int OTHER = 37 * LANES;
  private static final int PLACES_OF_OTHER = 6;

  /** Numbers in the state of a search. */
  static final int STATE = 37 + PLACES_OF_OTHER;

  // Places that last for one step only.
  /** The gradient at the trial. */
  static final int NEW_G = STATE * LANES;

  private static final int STEP = NEW_G + 5 * LANES;
  private static final int Y = STEP + 5 * LANES;
  private static final int CURVED = Y + 5 * LANES; // B·step
  private static final int SY = CURVED + 5 * LANES;
  private static final int SBS = SY + LANES;

  // What is left after elimination of the mean, and then of ω.
  private static final int P1 = NEW_G;
  private static final int I0 = P1 + LANES;
  private static final int I1 = P1 + 2 * LANES;
  private static final int F10 = P1 + 3 * LANES;
  private static final int G1 = P1 + 4 * LANES;
  private static final int W1 = P1 + 5 * LANES;
  private static final int A1 = P1 + 6 * LANES;
  private static final int E1 = P1 + 7 * LANES;
  private static final int HWW = P1 + 8 * LANES;
  private static final int HAW = P1 + 9 * LANES;
  private static final int HEW = P1 + 10 * LANES;
  private static final int HAA = P1 + 11 * LANES;
  private static final int HEA = P1 + 12 * LANES;
  private static final int HEE = P1 + 13 * LANES;
  private static final int QW = P1 + 14 * LANES;
  private static final int QA = P1 + 15 * LANES;
  private static final int QE = P1 + 16 * LANES;
  private static final int IW = P1 + 17 * LANES;
  private static final int RAA = P1 + 18 * LANES;
  private static final int REA = P1 + 19 * LANES;
  private static final int REE = P1 + 20 * LANES;
  private static final int RQA = P1 + 21 * LANES;
  private static final int RQE = P1 + 22 * LANES;

  static final int PLACES = STATE + 23;

  private static final double TINY = 1e-300;

  private LaneQuadratic() {}

  /** The steps from x to the trials, what they do to the gradient, and what the model says. */
  static void compare(double[] a, int lanes) {
    differences(a, 0, lanes);
    differences(a, LANES, lanes);
    differences(a, 2 * LANES, lanes);
    differences(a, 3 * LANES, lanes);
    differences(a, 4 * LANES, lanes);
    curve(a, 0, 0, LANES, 3 * LANES, 6 * LANES, 10 * LANES, lanes);
    curve(a, LANES, LANES, 2 * LANES, 4 * LANES, 7 * LANES, 11 * LANES, lanes);
    curve(a, 2 * LANES, 3 * LANES, 4 * LANES, 5 * LANES, 8 * LANES, 12 * LANES, lanes);
    curve(a, 3 * LANES, 6 * LANES, 7 * LANES, 8 * LANES, 9 * LANES, 13 * LANES, lanes);
    curve(a, 4 * LANES, 10 * LANES, 11 * LANES, 12 * LANES, 13 * LANES, 14 * LANES, lanes);
    product(a, SY, Y, lanes);
    product(a, SBS, CURVED, lanes);
  }

  /** BFGS, damped, with what was compared. */
  static void update(double[] a, int lanes) {
    damp(a, lanes);
    scale(a, 0, lanes);
    scale(a, LANES, lanes);
    scale(a, 2 * LANES, lanes);
    scale(a, 3 * LANES, lanes);
    scale(a, 4 * LANES, lanes);
    add(a, 0, 0, 0, lanes);
    add(a, LANES, LANES, 0, lanes);
    add(a, 2 * LANES, LANES, LANES, lanes);
    add(a, 3 * LANES, 2 * LANES, 0, lanes);
    add(a, 4 * LANES, 2 * LANES, LANES, lanes);
    add(a, 5 * LANES, 2 * LANES, 2 * LANES, lanes);
    add(a, 6 * LANES, 3 * LANES, 0, lanes);
    add(a, 7 * LANES, 3 * LANES, LANES, lanes);
    add(a, 8 * LANES, 3 * LANES, 2 * LANES, lanes);
    add(a, 9 * LANES, 3 * LANES, 3 * LANES, lanes);
    add(a, 10 * LANES, 4 * LANES, 0, lanes);
    add(a, 11 * LANES, 4 * LANES, LANES, lanes);
    add(a, 12 * LANES, 4 * LANES, 2 * LANES, lanes);
    add(a, 13 * LANES, 4 * LANES, 3 * LANES, lanes);
    add(a, 14 * LANES, 4 * LANES, 4 * LANES, lanes);
  }

  private static void differences(double[] a, int i, int lanes) {
    for (int l = 0; l < lanes; l++) {
      a[l + (STEP + i)] = a[l + (TRIAL + i)] - a[l + (X + i)];
      a[l + (Y + i)] = a[l + (NEW_G + i)] - a[l + (G + i)];
    }
  }

  /** Row i of B·step, whose elements lie at the other places. */
  private static void curve(double[] a, int i, int b0, int b1, int b2, int b3, int b4, int lanes) {
    for (int l = 0; l < lanes; l++) {
      a[l + (CURVED + i)] =
          a[l + (B + b0)] * a[l + STEP]
              + a[l + (B + b1)] * a[l + (STEP + LANES)]
              + a[l + (B + b2)] * a[l + (STEP + 2 * LANES)]
              + a[l + (B + b3)] * a[l + (STEP + 3 * LANES)]
              + a[l + (B + b4)] * a[l + (STEP + 4 * LANES)];
    }
  }

  /** The product of the step with a vector. */
  private static void product(double[] a, int to, int of, int lanes) {
    for (int l = 0; l < lanes; l++) {
      a[l + to] =
          a[l + of] * a[l + STEP]
              + a[l + (of + LANES)] * a[l + (STEP + LANES)]
              + a[l + (of + 2 * LANES)] * a[l + (STEP + 2 * LANES)]
              + a[l + (of + 3 * LANES)] * a[l + (STEP + 3 * LANES)]
              + a[l + (of + 4 * LANES)] * a[l + (STEP + 4 * LANES)];
    }
  }

  /**
   * Powell's share of y, 1 where its product with the step is at least a fifth of the curved one's;
   * from here on the places of both products hold what scales y and the curved step.
   */
  private static void damp(double[] a, int lanes) {
    for (int l = 0; l < lanes; l++) {
      double sBs = a[l + SBS];
      double sy = a[l + SY];
      double share = Math.min(1, 0.8 * sBs / Math.max(sBs - sy, TINY));
      a[l + STEP] = share;
      a[l + SY] = 1 / Math.sqrt(Math.max(share * sy + (1 - share) * sBs, TINY));
      a[l + SBS] = 1 / Math.sqrt(Math.max(sBs, TINY));
    }
  }

  private static void scale(double[] a, int i, int lanes) {
    for (int l = 0; l < lanes; l++) {
      double share = a[l + STEP];
      double curved = a[l + (CURVED + i)];
      a[l + (Y + i)] = (share * a[l + (Y + i)] + (1 - share) * curved) * a[l + SY];
      a[l + (CURVED + i)] = curved * a[l + SBS];
    }
  }

  private static void add(double[] a, int b, int i, int j, int lanes) {
    for (int l = 0; l < lanes; l++) {
      a[l + (B + b)] += a[l + (Y + i)] * a[l + (Y + j)] - a[l + (CURVED + i)] * a[l + (CURVED + j)];
    }
  }

  /**
   * The steps d of {@link GarchStep}, and their slopes; a slope is NaN where the matrix is not
   * positive definite.
   */
  static void solve(double[] a, int lanes) {
    firstPivot(a, lanes);
    secondPivot(a, lanes);
    column(a, W1, 3 * LANES, lanes);
    column(a, A1, 6 * LANES, lanes);
    column(a, E1, 10 * LANES, lanes);
    reduce(a, HWW, 5 * LANES, 3 * LANES, W1, 3 * LANES, W1, lanes);
    reduce(a, HAW, 8 * LANES, 6 * LANES, A1, 3 * LANES, W1, lanes);
    reduce(a, HEW, 12 * LANES, 10 * LANES, E1, 3 * LANES, W1, lanes);
    reduce(a, HAA, 9 * LANES, 6 * LANES, A1, 6 * LANES, A1, lanes);
    reduce(a, HEA, 13 * LANES, 10 * LANES, E1, 6 * LANES, A1, lanes);
    reduce(a, HEE, 14 * LANES, 10 * LANES, E1, 10 * LANES, E1, lanes);
    reduceSlope(a, QW, G + 2 * LANES, 3 * LANES, W1, lanes);
    reduceSlope(a, QA, G + 3 * LANES, 6 * LANES, A1, lanes);
    reduceSlope(a, QE, G + 4 * LANES, 10 * LANES, E1, lanes);
    thirdPivot(a, lanes);
    lastSlopes(a, lanes);
    for (int l = 0; l < lanes; l++) {
      corner(a, l);
    }
    backward(a, lanes);
    firstOfStep(a, lanes);
    slope(a, lanes);
  }

  private static void firstPivot(double[] a, int lanes) {
    for (int l = 0; l < lanes; l++) {
      double inverse = 1 / a[l + B];
      double factor = a[l + (B + LANES)] * inverse;
      a[l + I0] = inverse;
      a[l + F10] = factor;
    }
  }

  private static void secondPivot(double[] a, int lanes) {
    for (int l = 0; l < lanes; l++) {
      double factor = a[l + F10];
      double pivot = a[l + (B + 2 * LANES)] - factor * a[l + (B + LANES)];
      a[l + P1] = pivot;
      a[l + I1] = 1 / pivot;
      a[l + G1] = a[l + (G + LANES)] - factor * a[l + G];
    }
  }

  private static void column(double[] a, int to, int row, int lanes) {
    for (int l = 0; l < lanes; l++) {
      a[l + to] = a[l + (B + row + LANES)] - a[l + F10] * a[l + (B + row)];
    }
  }

  private static void reduce(
      double[] a, int to, int b, int row, int r1, int col, int c1, int lanes) {
    for (int l = 0; l < lanes; l++) {
      a[l + to] =
          a[l + (B + b)]
              - a[l + (B + row)] * a[l + I0] * a[l + (B + col)]
              - a[l + r1] * a[l + I1] * a[l + c1];
    }
  }

  private static void reduceSlope(double[] a, int to, int g, int row, int r1, int lanes) {
    for (int l = 0; l < lanes; l++) {
      a[l + to] =
          a[l + g] - a[l + (B + row)] * a[l + I0] * a[l + G] - a[l + r1] * a[l + I1] * a[l + G1];
    }
  }

  private static void thirdPivot(double[] a, int lanes) {
    for (int l = 0; l < lanes; l++) {
      double inverse = 1 / a[l + HWW];
      double byA = a[l + HAW] * inverse;
      a[l + IW] = inverse;
      a[l + RAA] = a[l + HAA] - byA * a[l + HAW];
      a[l + REA] = a[l + HEA] - byA * a[l + HEW];
      a[l + RQA] = a[l + QA] - byA * a[l + QW];
    }
  }

  private static void lastSlopes(double[] a, int lanes) {
    for (int l = 0; l < lanes; l++) {
      double byE = a[l + HEW] * a[l + IW];
      a[l + REE] = a[l + HEE] - byE * a[l + HEW];
      a[l + RQE] = a[l + QE] - byE * a[l + QW];
    }
  }

  /** The last three elements of d, by the bounds that bind in the lane. */
  private static void corner(double[] a, int l) {
    double raa = a[l + RAA];
    double rea = a[l + REA];
    double ree = a[l + REE];
    double determinant = raa * ree - rea * rea;
    if (!(a[l + B] > 0
        && a[l + P1] > GarchStep.ROUNDING * a[l + (B + 2 * LANES)]
        && a[l + HWW] > GarchStep.ROUNDING * a[l + (B + 5 * LANES)]
        && raa > GarchStep.ROUNDING * a[l + (B + 9 * LANES)]
        && determinant > GarchStep.ROUNDING * raa * a[l + (B + 14 * LANES)])) {
      a[l + (D + 2 * LANES)] = Double.NaN;
      return;
    }
    GarchStep.triangle(raa, rea, ree, a[l + RQA], a[l + RQE], a, l + X, l + D, LANES);
    double haw = a[l + HAW];
    double hew = a[l + HEW];
    double dw =
        -(a[l + QW] + haw * a[l + (D + 3 * LANES)] + hew * a[l + (D + 4 * LANES)]) * a[l + IW];
    double low = Math.min(0, GjrGarch.OMEGA_FLOOR - a[l + (X + 2 * LANES)]);
    if (!(dw >= low)) {
      dw = low;
      GarchStep.triangle(
          a[l + HAA],
          a[l + HEA],
          a[l + HEE],
          a[l + QA] + haw * dw,
          a[l + QE] + hew * dw,
          a,
          l + X,
          l + D,
          LANES);
    }
    a[l + (D + 2 * LANES)] = dw;
  }

  private static void backward(double[] a, int lanes) {
    for (int l = 0; l < lanes; l++) {
      a[l + (D + LANES)] =
          -(a[l + G1]
                  + a[l + W1] * a[l + (D + 2 * LANES)]
                  + a[l + A1] * a[l + (D + 3 * LANES)]
                  + a[l + E1] * a[l + (D + 4 * LANES)])
              * a[l + I1];
    }
  }

  private static void firstOfStep(double[] a, int lanes) {
    for (int l = 0; l < lanes; l++) {
      a[l + D] =
          -(a[l + G]
                  + a[l + (B + LANES)] * a[l + (D + LANES)]
                  + a[l + (B + 3 * LANES)] * a[l + (D + 2 * LANES)]
                  + a[l + (B + 6 * LANES)] * a[l + (D + 3 * LANES)]
                  + a[l + (B + 10 * LANES)] * a[l + (D + 4 * LANES)])
              * a[l + I0];
    }
  }

  private static void slope(double[] a, int lanes) {
    for (int l = 0; l < lanes; l++) {
      a[l + SLOPE] =
          a[l + G] * a[l + D]
              + a[l + (G + LANES)] * a[l + (D + LANES)]
              + a[l + (G + 2 * LANES)] * a[l + (D + 2 * LANES)]
              + a[l + (G + 3 * LANES)] * a[l + (D + 3 * LANES)]
              + a[l + (G + 4 * LANES)] * a[l + (D + 4 * LANES)];
    }
  }
}
