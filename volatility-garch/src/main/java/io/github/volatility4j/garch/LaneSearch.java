package io.github.volatility4j.garch;

/**
 * What {@link Sqp} does, in every lane of a {@link LaneLikelihood} at once and each at its own
 * pace: an evaluation serves all, then each lane accepts its point or shortens its step. Nothing in
 * a lane depends on another one. The state of a search is a stretch of numbers, which can be taken
 * out of a lane and put into another one.
 */
final class LaneSearch {
  /** Numbers in the state of a search. */
  static final int STATE = 48;

  static final int K = LaneLikelihood.SIZE;
  static final int X = 0;
  static final int VALUE = 40;
  static final int ITERATIONS = 44;

  /** A step that promises less ends the search. */
  static final int GAIN = 46;

  /** 1 where the search has ended. */
  static final int DONE = 47;

  private static final int G = K;
  private static final int D = 2 * K;
  private static final int B = 3 * K;
  static final int SLOPE = 41;
  private static final int LENGTH = 42;
  private static final int BACKTRACKS = 43;

  /** What the next evaluation is of: one of those below. */
  private static final int PHASE = 45;

  /** The first of a search: its value, gradient and curvature are wanted. */
  private static final double NEW = 0;

  /** The end of a step, from a point whose curvature is Fisher's. */
  private static final double FRESH_TRIAL = 1;

  /** The end of a step. */
  private static final double TRIAL = 2;

  /** A point whose curvature is wanted anew, for searches from it have led away. */
  private static final double REFRESH = 3;

  private static final double SNAP = 1e-15;

  private final LaneLikelihood likelihood;
  private final boolean[] fitted; // [K] whether a parameter of the mean is not kept at 0
  private final double[] states = new double[LaneLikelihood.LANES * STATE];
  private final boolean[] restarts = new boolean[LaneLikelihood.LANES];
  private final double[] y = new double[K];
  private final double[] curved = new double[K];

  LaneSearch(LaneLikelihood likelihood, int meanParameters) {
    this.likelihood = likelihood;
    this.fitted = new boolean[] {meanParameters > 0, meanParameters > 1, true, true, true};
  }

  /** Begins a search in a lane at x = start[at], …; its window is loaded. */
  void begin(int lane, double[] start, int at, double gain) {
    int s = lane * STATE;
    System.arraycopy(start, at, states, s + X, K);
    states[s + ITERATIONS] = 0;
    states[s + PHASE] = NEW;
    states[s + GAIN] = gain;
    states[s + DONE] = 0;
    setPoint(lane, s + X);
  }

  /** Copies the state of a search out of its lane. */
  void take(int lane, double[] to, int at) {
    System.arraycopy(states, lane * STATE, to, at, STATE);
  }

  /** Goes on in a lane with a search that was taken out; its window is loaded. */
  void resume(int lane, double[] from, int at) {
    int s = lane * STATE;
    System.arraycopy(from, at, states, s, STATE);
    double phase = states[s + PHASE];
    if (phase == NEW || phase == REFRESH) {
      setPoint(lane, s + X);
    } else {
      setTrial(lane, s);
    }
  }

  /** Asks for more accuracy of a search that has ended in a lane. */
  void goOn(int lane, double gain) {
    int s = lane * STATE;
    states[s + GAIN] = gain;
    states[s + DONE] = 0;
    plan(lane, s, states[s + PHASE] == FRESH_TRIAL);
  }

  boolean isDone(int lane) {
    return states[lane * STATE + DONE] != 0;
  }

  double get(int lane, int place) {
    return states[lane * STATE + place];
  }

  /** One evaluation in the first lanes, and what follows from it in each. */
  void step(int lanes) {
    likelihood.evaluate(lanes);
    boolean any = false;
    for (int l = 0; l < lanes; l++) {
      int s = l * STATE;
      double phase = states[s + PHASE];
      boolean busy = states[s + DONE] == 0;
      restarts[l] = busy && (phase == NEW || phase == REFRESH);
      any |= restarts[l];
      if (busy && !restarts[l]) {
        judge(l, s);
      }
    }
    if (any) {
      likelihood.curvature();
      for (int l = 0; l < lanes; l++) {
        if (restarts[l]) {
          restart(l, l * STATE);
        }
      }
    }
  }

  private void restart(int lane, int s) {
    double value = likelihood.value(lane);
    states[s + VALUE] = value;
    gradient(lane, s + G);
    if (!Double.isFinite(value)) {
      states[s + DONE] = 1;
      return;
    }
    double largest = 0;
    for (int i = 0; i < K; i++) {
      for (int j = 0; j <= i; j++) {
        double entry = fitted[i] && fitted[j] ? likelihood.information(lane, i, j) : i == j ? 1 : 0;
        states[s + B + i * K + j] = entry;
        states[s + B + j * K + i] = entry;
      }
      largest = Math.max(largest, states[s + B + i * K + i]);
    }
    for (int i = 0; i < K; i++) {
      states[s + B + i * K + i] += 1e-9 * states[s + B + i * K + i] + 1e-10 * largest + 1e-12;
    }
    plan(lane, s, true);
  }

  private void gradient(int lane, int at) {
    for (int j = 0; j < K; j++) {
      states[at + j] = fitted[j] ? likelihood.gradient(lane, j) : 0;
    }
  }

  /** Finds the next direction and sets the trial at its end, or ends the search. */
  private void plan(int lane, int s, boolean fresh) {
    double slope = GarchStep.solve(states, s + B, states, s + X, GjrGarch.OMEGA_FLOOR);
    states[s + SLOPE] = slope;
    if (Double.isNaN(slope)) {
      refreshOrEnd(lane, s, fresh);
    } else if (!(slope < -2 * states[s + GAIN]) || states[s + ITERATIONS] >= Sqp.MAX_ITERATIONS) {
      states[s + DONE] = 1;
      states[s + PHASE] = fresh ? FRESH_TRIAL : TRIAL;
    } else {
      states[s + LENGTH] = 1;
      states[s + BACKTRACKS] = 0;
      states[s + PHASE] = fresh ? FRESH_TRIAL : TRIAL;
      setTrial(lane, s);
    }
  }

  private void refreshOrEnd(int lane, int s, boolean fresh) {
    if (fresh) {
      states[s + DONE] = 1;
    } else {
      states[s + PHASE] = REFRESH;
      setPoint(lane, s + X);
    }
  }

  private void judge(int lane, int s) {
    double length = states[s + LENGTH];
    double slope = states[s + SLOPE];
    double trialValue = likelihood.value(lane);
    double change = trialValue - states[s + VALUE];
    boolean accepted = change <= Sqp.ARMIJO * length * slope;
    if (!accepted && Math.abs(change) <= Sqp.noise(states[s + VALUE])) {
      double trialSlope = 0;
      for (int j = 0; j < K; j++) {
        trialSlope += (fitted[j] ? likelihood.gradient(lane, j) : 0) * states[s + D + j];
      }
      accepted = Math.abs(trialSlope) <= 0.9 * Math.abs(slope);
    }
    if (accepted) {
      states[s + ITERATIONS]++;
      update(lane, s);
      states[s + VALUE] = trialValue;
      plan(lane, s, false);
    } else if (++states[s + BACKTRACKS] < Sqp.BACKTRACKS) {
      states[s + LENGTH] = Sqp.shorter(length, slope, change);
      setTrial(lane, s);
    } else {
      refreshOrEnd(lane, s, states[s + PHASE] == FRESH_TRIAL);
    }
  }

  /** Damped BFGS with the step from x to the trial, which becomes x. */
  private void update(int lane, int s) {
    double sy = 0;
    double sBs = 0;
    for (int i = 0; i < K; i++) {
      double step = likelihood.parameter(lane, i) - states[s + X + i];
      states[s + D + i] = step;
      double slope = fitted[i] ? likelihood.gradient(lane, i) : 0;
      y[i] = slope - states[s + G + i];
      states[s + G + i] = slope;
      sy += step * y[i];
    }
    for (int i = 0; i < K; i++) {
      states[s + X + i] = likelihood.parameter(lane, i);
      double sum = 0;
      for (int j = 0; j < K; j++) {
        sum += states[s + B + i * K + j] * states[s + D + j];
      }
      curved[i] = sum;
      sBs += states[s + D + i] * sum;
    }
    if (!(sBs > 0)) {
      return;
    }
    if (sy < 0.2 * sBs) {
      double share = 0.8 * sBs / (sBs - sy);
      for (int i = 0; i < K; i++) {
        y[i] = share * y[i] + (1 - share) * curved[i];
      }
      sy = 0.2 * sBs;
    }
    double bySy = 1 / sy;
    double bySBs = 1 / sBs;
    for (int i = 0; i < K; i++) {
      double up = y[i] * bySy;
      double down = curved[i] * bySBs;
      for (int j = 0; j < K; j++) {
        states[s + B + i * K + j] += up * y[j] - down * curved[j];
      }
    }
  }

  private void setPoint(int lane, int at) {
    for (int j = 0; j < K; j++) {
      likelihood.set(lane, j, states[at + j]);
    }
  }

  /** Puts the lane's point at the end of the step, onto a bound where rounding left it beside. */
  private void setTrial(int lane, int s) {
    double length = states[s + LENGTH];
    likelihood.set(lane, 0, states[s + X] + length * states[s + D]);
    likelihood.set(lane, 1, states[s + X + 1] + length * states[s + D + 1]);
    double omega = states[s + X + 2] + length * states[s + D + 2];
    double alpha = states[s + X + 3] + length * states[s + D + 3];
    double beta = states[s + X + 4] + length * states[s + D + 4];
    likelihood.set(lane, 2, omega - GjrGarch.OMEGA_FLOOR < SNAP ? GjrGarch.OMEGA_FLOOR : omega);
    likelihood.set(lane, 3, alpha < SNAP ? 0 : alpha);
    likelihood.set(lane, 4, beta < SNAP ? 0 : beta);
  }
}
