package io.github.volatility4j.nn.loss;

/**
 * A loss of one forecast for one day, with its gradient. The training loop does the rest: means
 * over days, masks and weights. Implementations are stateless and safe to use from many threads.
 *
 * <p>A loss of one's own is one method: given the target and the forecast, return the value and
 * store the derivative with respect to the forecast.
 */
@FunctionalInterface
public interface Loss {
  /**
   * Value and gradient for one day.
   *
   * @param target realised variance y, at least 0 (or its transform, see {@link #inTargetUnit()})
   * @param output what was forecast, {@link #outputs()} numbers; {@code output[0]} is the variance
   *     h, positive (or its transform)
   * @param gradientOut receives {@code ∂loss/∂output}, {@link #outputs()} numbers
   * @return the loss
   */
  double valueAndGradient(double target, double[] output, double[] gradientOut);

  /** {@return how many numbers are forecast for each day} */
  default int outputs() {
    return 1;
  }

  /**
   * Whether the loss is a distance in the target's own unit. Such a loss is computed after the
   * dataset's transform and scale were applied to both y and h; a loss that is a likelihood of a
   * variance (QLIKE) takes them as they are.
   *
   * @return false unless overridden
   */
  default boolean inTargetUnit() {
    return false;
  }

  /**
   * Squared error, {@code (h − y)²}, in the target's own unit.
   *
   * @return the loss
   */
  static Loss mse() {
    return StandardLoss.MSE;
  }

  /**
   * QLIKE, {@code ln h + y/h}: the Gaussian quasi-likelihood of a variance. It ranks forecasts
   * rightly under a noisy unbiased proxy (Patton 2011, doi:10.1016/j.jeconom.2010.03.034) and is
   * defined at y = 0.
   *
   * @return the loss
   */
  static Loss qlike() {
    return StandardLoss.QLIKE;
  }

  /**
   * A loss by its name on the command line and in model files.
   *
   * @param name {@code mse} or {@code qlike}
   * @return the loss
   * @throws IllegalArgumentException if there is none of that name
   */
  static Loss named(String name) {
    for (StandardLoss loss : StandardLoss.values()) {
      if (loss.toString().equals(name)) {
        return loss;
      }
    }
    throw new IllegalArgumentException(
        "loss is \""
            + name
            + "\", must be one of "
            + java.util.Arrays.asList(StandardLoss.values()));
  }
}
