package io.github.volatility4j.garch;

import static io.github.volatility4j.garch.LaneLikelihood.LANES;
import static io.github.volatility4j.garch.LaneQuadratic.B;
import static io.github.volatility4j.garch.LaneQuadratic.D;
import static io.github.volatility4j.garch.LaneQuadratic.G;
import static io.github.volatility4j.garch.LaneQuadratic.LENGTH;
import static io.github.volatility4j.garch.LaneQuadratic.NEW_G;
import static io.github.volatility4j.garch.LaneQuadratic.SLOPE;
import static io.github.volatility4j.garch.LaneQuadratic.TRIAL;
import static io.github.volatility4j.garch.LaneQuadratic.X;

import java.util.Arrays;

/**
 * What {@link Sqp} does, in every lane of a {@link LaneLikelihood} at once and each at its own
 * pace: an evaluation serves all, then each lane accepts its point or shortens its step; the
 * algebra is done in all lanes together by {@link LaneQuadratic}. Nothing in a lane depends on
 * another one. The state of a search is a column of numbers, which can be taken out of a lane and
 * put into another one.
 */
final class LaneSearch {
  static final int K = LaneLikelihood.SIZE;

  /** Numbers in the state of a search. */
  static final int STATE = LaneQuadratic.STATE;

  // Where numbers are in a state that was taken out.
  static final int VALUE_OF_STATE = LaneQuadratic.OTHER / LANES;
  static final int SLOPE_OF_STATE = SLOPE / LANES;
  static final int DONE_OF_STATE = VALUE_OF_STATE + 5;

  private static final int VALUE = LaneQuadratic.OTHER;
  private static final int BACKTRACKS = VALUE + LANES;
  private static final int ITERATIONS = VALUE + 2 * LANES;

  /** A step that promises less ends the search. */
  private static final int GAIN = VALUE + 3 * LANES;

  /** What the next evaluation is of: one of those below. */
  private static final int PHASE = VALUE + 4 * LANES;

  /** 1 where the search has ended. */
  private static final int DONE = VALUE + 5 * LANES;

  /** The first of a search: its value, gradient and curvature are wanted. */
  private static final double NEW = 0;

  /** The end of a step, from a point whose curvature is Fisher's. */
  private static final double FRESH_TRIAL = 1;

  /** The end of a step. */
  private static final double TRIAL_POINT = 2;

  /** A point whose curvature is wanted anew, for searches from it have led away. */
  private static final double REFRESH = 3;

  // What a step does to a lane.
  private static final int NOTHING = 0;
  private static final int ACCEPT = 1;
  private static final int RESTART = 2;

  private static final double SNAP = 1e-15;

  /** So many lanes that want their curvature are served one by one. */
  private static final int FEW = 12;

  private final LaneLikelihood likelihood;
  private final int meanParameters; // those beyond are kept at 0
  private final double[] a = new double[LaneQuadratic.PLACES * LANES];
  private final int[] deed = new int[LANES];

  LaneSearch(LaneLikelihood likelihood, int meanParameters) {
    this.likelihood = likelihood;
    this.meanParameters = meanParameters;
    for (int l = 0; l < LANES; l++) { // so that an empty lane computes numbers, too
      begin(l, new double[] {0, 0, 1, 0, 0}, 0, 1);
      for (int i = 0; i < K; i++) {
        a[l + B + diagonal(i)] = 1;
      }
      a[l + DONE] = 1;
    }
  }

  private static int diagonal(int i) {
    return (i * (i + 1) / 2 + i) * LANES;
  }

  /** Begins a search in a lane at x = start[at], …; its window is loaded. */
  void begin(int lane, double[] start, int at, double gain) {
    for (int i = 0; i < K; i++) {
      a[lane + X + i * LANES] = start[at + i];
      a[lane + TRIAL + i * LANES] = start[at + i];
    }
    a[lane + ITERATIONS] = 0;
    a[lane + PHASE] = NEW;
    a[lane + GAIN] = gain;
    a[lane + DONE] = 0;
  }

  /** Copies the state of a search out of its lane. */
  void take(int lane, double[] to, int at) {
    for (int i = 0; i < STATE; i++) {
      to[at + i] = a[lane + i * LANES];
    }
  }

  /** Goes on in a lane with a search that was taken out; its window is loaded. */
  void resume(int lane, double[] from, int at) {
    for (int i = 0; i < STATE; i++) {
      a[lane + i * LANES] = from[at + i];
    }
  }

  /** Asks for more accuracy of a search that has ended in a lane. */
  void goOn(int lane, double gain) {
    a[lane + GAIN] = gain;
    a[lane + DONE] = 0;
    plan(lane, a[lane + PHASE] == FRESH_TRIAL);
    walk(lane);
  }

  boolean isDone(int lane) {
    return a[lane + DONE] != 0;
  }

  double value(int lane) {
    return a[lane + VALUE];
  }

  double gain(int lane) {
    return a[lane + GAIN];
  }

  /** One evaluation in the first lanes, and what follows from it in each. */
  void step(int lanes) {
    likelihood.setPoints(a, TRIAL);
    likelihood.evaluate(lanes);
    likelihood.getGradients(a, NEW_G);
    Arrays.fill(a, NEW_G + meanParameters * LANES, NEW_G + 2 * LANES, 0);
    int restarts = 0;
    for (int l = 0; l < lanes; l++) {
      deed[l] = a[l + DONE] != 0 ? NOTHING : judge(l);
      if (deed[l] != ACCEPT) {
        keep(l);
      }
      restarts += deed[l] == RESTART ? 1 : 0;
    }
    if (lanes > LaneLikelihood.NARROW) {
      updateWide();
    } else {
      updateNarrow();
    }
    for (int l = 0; l < lanes; l++) {
      if (deed[l] == ACCEPT) {
        move(l);
      }
    }
    if (restarts > FEW) {
      likelihood.curvature();
    }
    for (int l = 0; restarts > 0 && l < lanes; l++) {
      if (deed[l] == RESTART) {
        if (restarts <= FEW) {
          likelihood.curvature(l);
        }
        restart(l);
      }
    }
    if (lanes > LaneLikelihood.NARROW) {
      solveWide();
    } else {
      solveNarrow();
    }
    for (int l = 0; l < lanes; l++) {
      if (deed[l] != NOTHING) {
        plan(l, deed[l] == RESTART);
      }
      walk(l);
    }
  }

  // C2 knows how often the loops run if they are inlined into methods such as these.
  private void updateWide() {
    LaneQuadratic.compare(a, LANES);
    LaneQuadratic.update(a, LANES);
  }

  private void updateNarrow() {
    LaneQuadratic.compare(a, LaneLikelihood.NARROW);
    LaneQuadratic.update(a, LaneLikelihood.NARROW);
  }

  private void solveWide() {
    LaneQuadratic.solve(a, LANES);
  }

  private void solveNarrow() {
    LaneQuadratic.solve(a, LaneLikelihood.NARROW);
  }

  private void move(int lane) {
    for (int i = 0; i < K; i++) {
      a[lane + X + i * LANES] = a[lane + TRIAL + i * LANES];
      a[lane + G + i * LANES] = a[lane + NEW_G + i * LANES];
    }
  }

  /** Makes the step of BFGS one of length 0. */
  private void keep(int lane) {
    for (int i = 0; i < K; i++) {
      a[lane + TRIAL + i * LANES] = a[lane + X + i * LANES];
      a[lane + NEW_G + i * LANES] = a[lane + G + i * LANES];
    }
  }

  /** Accepts a trial, shortens the step to it, or gives it up. */
  private int judge(int lane) {
    double phase = a[lane + PHASE];
    double trialValue = likelihood.value(lane);
    if (phase == NEW || phase == REFRESH) {
      a[lane + VALUE] = trialValue;
      for (int i = 0; i < K; i++) {
        a[lane + G + i * LANES] = a[lane + NEW_G + i * LANES];
      }
      if (!Double.isFinite(trialValue)) {
        a[lane + DONE] = 1;
        return NOTHING;
      }
      return RESTART;
    }
    double length = a[lane + LENGTH];
    double slope = a[lane + SLOPE];
    double change = trialValue - a[lane + VALUE];
    boolean accepted = change <= Sqp.ARMIJO * length * slope;
    double trialSlope = 0;
    if (!accepted) {
      for (int i = 0; i < K; i++) {
        trialSlope += a[lane + NEW_G + i * LANES] * a[lane + D + i * LANES];
      }
      accepted =
          Math.abs(change) <= Sqp.noise(a[lane + VALUE])
              && Math.abs(trialSlope) <= 0.9 * Math.abs(slope);
    }
    if (accepted) {
      a[lane + ITERATIONS]++;
      a[lane + VALUE] = trialValue;
      return ACCEPT;
    }
    if (++a[lane + BACKTRACKS] < Sqp.BACKTRACKS) {
      a[lane + LENGTH] = shorter(length, slope, change, trialSlope);
    } else {
      refreshOrEnd(lane, phase == FRESH_TRIAL);
    }
    return NOTHING;
  }

  /**
   * The minimum of the cubic through both values and both slopes, which needs a fifth to a quarter
   * fewer evaluations for a fit than the parabola without the second slope; that where the cubic's
   * is close to an end.
   */
  private static double shorter(double length, double slope, double change, double trialSlope) {
    double middle = slope + trialSlope - 3 * change / length;
    double root = Math.sqrt(middle * middle - slope * trialSlope);
    double back = (trialSlope + root - middle) / (trialSlope - slope + 2 * root);
    return back > 0.2 && back < 0.9 ? length * (1 - back) : Sqp.shorter(length, slope, change);
  }

  private void restart(int lane) {
    double largest = 0;
    for (int i = 0; i < K; i++) {
      for (int j = 0; j <= i; j++) {
        boolean fitted = (i > 1 || i < meanParameters) && (j > 1 || j < meanParameters);
        double entry = fitted ? likelihood.information(lane, i, j) : i == j ? 1 : 0;
        a[lane + B + (i * (i + 1) / 2 + j) * LANES] = entry;
      }
      largest = Math.max(largest, a[lane + B + diagonal(i)]);
    }
    for (int i = 0; i < K; i++) {
      int at = lane + B + diagonal(i);
      a[at] += 1e-9 * a[at] + 1e-10 * largest + 1e-12;
    }
  }

  /** Turns to the next direction, or ends the search. */
  private void plan(int lane, boolean fresh) {
    double slope = a[lane + SLOPE];
    if (Double.isNaN(slope)) {
      refreshOrEnd(lane, fresh);
      return;
    }
    a[lane + PHASE] = fresh ? FRESH_TRIAL : TRIAL_POINT;
    a[lane + LENGTH] = 1;
    a[lane + BACKTRACKS] = 0;
    if (!(slope < -2 * a[lane + GAIN]) || a[lane + ITERATIONS] >= Sqp.MAX_ITERATIONS) {
      a[lane + DONE] = 1;
    }
  }

  private void refreshOrEnd(int lane, boolean fresh) {
    if (fresh) {
      a[lane + DONE] = 1;
    } else {
      a[lane + PHASE] = REFRESH;
    }
  }

  /** Sets the trial: the end of the step, on a bound where rounding would leave it beside. */
  private void walk(int lane) {
    double phase = a[lane + PHASE];
    if (a[lane + DONE] != 0 || phase == NEW || phase == REFRESH) {
      for (int i = 0; i < K; i++) {
        a[lane + TRIAL + i * LANES] = a[lane + X + i * LANES];
      }
      return;
    }
    double length = a[lane + LENGTH];
    for (int i = 0; i < K; i++) {
      int at = lane + i * LANES;
      a[at + TRIAL] = a[at + X] + length * a[at + D];
    }
    int omega = lane + TRIAL + 2 * LANES;
    int alpha = omega + LANES;
    int beta = alpha + LANES;
    a[omega] = a[omega] - GjrGarch.OMEGA_FLOOR < SNAP ? GjrGarch.OMEGA_FLOOR : a[omega];
    a[alpha] = a[alpha] < SNAP ? 0 : a[alpha];
    a[beta] = a[beta] < SNAP ? 0 : a[beta];
  }
}
