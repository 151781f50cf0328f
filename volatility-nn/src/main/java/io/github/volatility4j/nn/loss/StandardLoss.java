package io.github.volatility4j.nn.loss;

import java.util.Locale;

/** The losses that have a name. */
enum StandardLoss implements Loss {
  MSE {
    @Override
    public double valueAndGradient(double target, double[] output, double[] gradientOut) {
      double error = output[0] - target;
      gradientOut[0] = 2 * error;
      return error * error;
    }

    @Override
    public boolean inTargetUnit() {
      return true;
    }
  },
  QLIKE {
    @Override
    public double valueAndGradient(double target, double[] output, double[] gradientOut) {
      double h = output[0];
      double ratio = target / h;
      gradientOut[0] = (1 - ratio) / h;
      return Math.log(h) + ratio;
    }
  };

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
