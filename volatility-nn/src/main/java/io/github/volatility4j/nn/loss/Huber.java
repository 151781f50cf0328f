package io.github.volatility4j.nn.loss;

/** See {@link Loss#huber(double)}. */
record Huber(double delta) implements Loss {
  Huber {
    if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("Huber's delta is " + delta + ", must be positive");
    }
  }

  @Override
  public double valueAndGradient(double target, double[] output, double[] gradientOut) {
    double error = output[0] - target;
    double size = Math.abs(error);
    if (size <= delta) {
      gradientOut[0] = error;
      return 0.5 * error * error;
    }
    gradientOut[0] = delta * Math.signum(error);
    return delta * (size - 0.5 * delta);
  }

  @Override
  public boolean inTargetUnit() {
    return true;
  }

  @Override
  public String toString() {
    return "huber:" + delta;
  }
}
