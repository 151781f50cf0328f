package io.github.volatility4j.nn.loss;

/**
 * A loss of one forecast for one day, with its gradient. The training loop does the rest: means
 * over days, masks and weights. Implementations are stateless and safe to use from many threads.
 *
 * <p>A loss of one's own is one method: given the target and the forecast, return the value and
 * store the derivative with respect to the forecast.
 *
 * <table>
 * <caption>What the losses aim at, for y with mean h* given the past</caption>
 * <tr><th>loss</th><th>its best forecast</th></tr>
 * <tr><td>{@link #mse}, {@link #qlike}, {@link #gaussian}</td><td>h*, the variance, whatever the
 * distribution (Patton 2011)</td></tr>
 * <tr><td>{@link #studentT}</td><td>h*, if returns are Student's t with that ν</td></tr>
 * <tr><td>{@link #logMse}</td><td>proportional to {@code exp E ln y}; set to the level of the
 * target after training</td></tr>
 * <tr><td>{@link #mae}</td><td>the median of y: 0.45 h* for normal returns</td></tr>
 * <tr><td>{@link #huber}</td><td>between median and mean</td></tr>
 * <tr><td>{@link #pinball}</td><td>a quantile of y, not a variance</td></tr>
 * </table>
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
   * Whether forecasts are multiplied by one number after training, the one that brings them to the
   * level of the target: {@code mean(z/h)} over the training days, with {@code z = λ·y + (1−λ)·g}.
   * For a loss of logarithms this is the smearing estimate of Duan (1983,
   * doi:10.1080/01621459.1983.10478017): whatever the distribution of the errors, it undoes the
   * bias that {@code exp(E ln z) < E z}.
   *
   * @return false unless overridden
   */
  default boolean levelCorrected() {
    return false;
  }

  /**
   * What stands as the target where a teacher's variance is taught: the target at which the loss is
   * least for the forecast that the teacher would give. The trainer passes a teacher's variance
   * through this, before transform and scale.
   *
   * @param variance the teacher's, positive
   * @return the variance itself, unless overridden
   */
  default double ofTeacher(double variance) {
    return variance;
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
   * Absolute error, {@code |h − y|}, in the target's own unit. Its gradient at h = y is 0. It aims
   * at the median of y, far below its mean.
   *
   * @return the loss
   */
  static Loss mae() {
    return StandardLoss.MAE;
  }

  /**
   * Huber's loss (1964, doi:10.1214/aoms/1177703732) of {@code e = h − y}, in the target's own
   * unit: {@code e²/2} where {@code |e| ≤ δ}, else {@code δ·(|e| − δ/2)}.
   *
   * @param delta δ, positive, in the target's unit: after transform and scale, or where there is
   *     neither, in mean truths of the panel
   * @return the loss
   * @throws IllegalArgumentException if δ is not positive and finite
   */
  static Loss huber(double delta) {
    return new Huber(delta);
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
   * Squared error of logarithms, {@code (ln h − ln(y + ε·h))²} with ε = 10⁻⁶, whatever transform
   * and scale the dataset has. The ε keeps a day without a move finite, with a gradient of 0, and
   * depends on no unit. As the mean of a logarithm is below the logarithm of the mean, forecasts
   * are brought to the target's level after training, see {@link #levelCorrected()}.
   *
   * @return the loss
   */
  static Loss logMse() {
    return StandardLoss.LOG_MSE;
  }

  /**
   * Gaussian negative log-likelihood of a day's return r with mean μ̂ and variance h, by {@code y =
   * (r − μ̂)²}: {@code ½·(ln 2π + ln h + y/h)}. It is QLIKE, halved and shifted.
   *
   * @return the loss
   */
  static Loss gaussian() {
    return StandardLoss.GAUSSIAN;
  }

  /**
   * Negative log-likelihood of a day's return r with mean μ̂, variance h and standardised Student's
   * t innovations, by {@code y = (r − μ̂)²} (Bollerslev 1987, doi:10.2307/1925546):
   *
   * <pre>{@code
   * ln Γ(ν/2) − ln Γ((ν+1)/2) + ½·ln(π(ν−2)) + ½·ln h + (ν+1)/2 · ln(1 + y/((ν−2)·h))
   * }</pre>
   *
   * A large y counts less than in the Gaussian. For one fixed target z the loss is least at {@code
   * h = z·ν/(ν−2)}, since it takes z for a squared return of fat tails; a teacher's variance g is no
   * such thing and is taught as {@code z = g·(ν−2)/ν}, so that it pulls h to g.
   *
   * @param nu ν, above 2
   * @return the loss
   * @throws IllegalArgumentException if ν is not above 2 and finite
   */
  static Loss studentT(double nu) {
    return new StudentT(nu);
  }

  /**
   * Pinball loss, in the target's own unit: {@code τ·(y − q)} where y is above the forecast q, else
   * {@code (1 − τ)·(q − y)} (Koenker and Bassett 1978, doi:10.2307/1913643). Its gradient at y = q
   * is 0.
   *
   * <p>What is forecast is then <em>no variance</em> but the τ-quantile of tomorrow's {@code y = (r
   * − μ̂)²} given the past: {@code |r − μ̂| ≤ √q} with probability τ, so that √q is half the width of
   * a central interval of the return. It stands where a variance stands otherwise: in forecasts,
   * metrics and pictures. Quantiles pass through transform and scale unharmed. A teacher's variance
   * g is taught as the τ-quantile of y under its normal distribution, {@code g·Φ⁻¹((1+τ)/2)²}.
   *
   * @param tau τ, in (0, 1)
   * @return the loss
   * @throws IllegalArgumentException if τ is out of range
   */
  static Loss pinball(double tau) {
    return new Pinball(tau);
  }

  /**
   * A loss by its name on the command line and in model files.
   *
   * @param name {@code mse}, {@code mae}, {@code qlike}, {@code log-mse}, {@code gaussian}, or with
   *     a number {@code huber:1}, {@code student-t:8}, {@code pinball:0.9}
   * @return the loss; its {@code toString()} is a name of it
   * @throws IllegalArgumentException if there is none of that name, or its number is wrong
   */
  static Loss named(String name) {
    return LossName.parse(name);
  }
}
