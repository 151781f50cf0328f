package io.github.volatility4j.baseline;

import java.util.Arrays;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/** {@code h[t] = Σ decay^i·y[t−1−i] / Σ decay^i}: no value before the first one is made up. */
record EwmaRule(double decay) implements Rule {
  private static final double LEAST = 0.5;
  private static final double MOST = 0.9999;
  private static final double SMALL = 1e-9;

  /** Forecasts that the fit leaves out, since they know too little. */
  private static final int BURN_IN = 22;

  /** The decay with the lowest QLIKE of one-step forecasts. */
  static EwmaRule fit(Measure measure, double floor) {
    double[] scratch = new double[measure.size() + 1];
    BrentOptimizer search = new BrentOptimizer(1e-8, 1e-8);
    double least = Math.log(1 - MOST);
    double most = Math.log(1 - LEAST);
    double best =
        search
            .optimize(
                new MaxEval(200),
                GoalType.MINIMIZE,
                new SearchInterval(least, most),
                new UnivariateObjectiveFunction(
                    x -> qlike(measure.values(), 1 - Math.exp(x), floor, scratch)))
            .getPoint();
    return new EwmaRule(1 - Math.exp(best));
  }

  private static double qlike(double[] y, double decay, double floor, double[] h) {
    forecasts(y, y.length, decay, h);
    double sum = 0;
    for (int t = BURN_IN; t < y.length; t++) {
      double v = Math.max(floor, h[t]);
      sum += Math.log(v) + y[t] / v;
    }
    return sum / Math.max(1, y.length - BURN_IN);
  }

  private static void forecasts(double[] y, int n, double decay, double[] out) {
    double sum = 0;
    double weights = 0;
    for (int t = 0; t < n; t++) {
      sum = decay * sum + y[t];
      weights = decay * weights + 1;
      out[t + 1] = sum / weights;
    }
  }

  @Override
  public int memory() {
    return 1;
  }

  /** Looks back until what is older weighs less than rounding does. */
  @Override
  public double next(Measure past, int n) {
    double sum = 0;
    double weights = 0;
    double weight = 1;
    for (int t = n - 1; t >= 0 && weight > SMALL * Math.ulp(1.0); t--) {
      sum += weight * past.values()[t];
      weights += weight;
      weight *= decay;
    }
    return sum / weights;
  }

  @Override
  public double[] all(Measure past) {
    double[] out = new double[past.size() + 1];
    Arrays.fill(out, Double.NaN);
    forecasts(past.values(), past.size(), decay, out);
    return out;
  }
}
