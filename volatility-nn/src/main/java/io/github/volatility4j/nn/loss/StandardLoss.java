package io.github.volatility4j.nn.loss;

import java.util.Locale;

/** The losses without a number of their own. */
enum StandardLoss implements Loss {
  MSE(true) {
    @Override
    public double valueAndGradient(double target, double[] output, double[] gradientOut) {
      double error = output[0] - target;
      gradientOut[0] = 2 * error;
      return error * error;
    }
  },
  MAE(true) {
    @Override
    public double valueAndGradient(double target, double[] output, double[] gradientOut) {
      double error = output[0] - target;
      gradientOut[0] = Math.signum(error);
      return Math.abs(error);
    }
  },
  QLIKE(false) {
    @Override
    public double valueAndGradient(double target, double[] output, double[] gradientOut) {
      double h = output[0];
      double ratio = target / h;
      gradientOut[0] = (1 - ratio) / h;
      return Math.log(h) + ratio;
    }
  },
  LOG_MSE(false) {
    @Override
    public double valueAndGradient(double target, double[] output, double[] gradientOut) {
      double h = output[0];
      double seen = target + FLOOR * h;
      double error = Math.log(h / seen);
      // ∂/∂h of ln h − ln(y + εh) is 1/h − ε/(y + εh) = y / (h·(y + εh)).
      gradientOut[0] = 2 * error * target / (h * seen);
      return error * error;
    }

    @Override
    public boolean levelCorrected() {
      return true;
    }
  },
  GAUSSIAN(false) {
    @Override
    public double valueAndGradient(double target, double[] output, double[] gradientOut) {
      double h = output[0];
      double ratio = target / h;
      gradientOut[0] = 0.5 * (1 - ratio) / h;
      return 0.5 * (LOG_2_PI + Math.log(h) + ratio);
    }
  };

  /** The ε of {@link Loss#logMse()}: a day quieter than |z| = 10⁻³ counts as about that. */
  private static final double FLOOR = 1e-6;

  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private final boolean inTargetUnit;

  StandardLoss(boolean inTargetUnit) {
    this.inTargetUnit = inTargetUnit;
  }

  @Override
  public boolean inTargetUnit() {
    return inTargetUnit;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
