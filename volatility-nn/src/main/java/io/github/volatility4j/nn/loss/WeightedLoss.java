package io.github.volatility4j.nn.loss;

/**
 * The loss of hybrid training: {@code λ·ℓ(y, h) + (1−λ)·ℓ(g, h)} for the truth y, the teacher's
 * variance g and the forecast h (GINN, arXiv 2410.00288).
 *
 * <p>λ is the weight of the <em>truth</em>: with λ = 1 the teacher is never looked at, with λ = 0
 * (GINN-0) the truth is never looked at; a term of weight exactly 0 is not evaluated, so that a
 * missing value in it does no harm. For squared error and QLIKE the gradient is that of the inner
 * loss on {@code z = λ·y + (1−λ)·g}: in the population the best forecast is the combination {@code
 * λ·E[y|past] + (1−λ)·g}.
 *
 * @param lambda weight of the truth, in [0, 1]
 * @param inner the loss ℓ
 */
public record WeightedLoss(double lambda, Loss inner) {
  /**
   * Checks λ.
   *
   * @param lambda weight of the truth, in [0, 1]
   * @param inner the loss ℓ
   * @throws IllegalArgumentException if λ is out of range or NaN
   */
  public WeightedLoss {
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException(
          "lambda is " + lambda + ", must be in [0, 1]: it is the weight of the truth");
    }
  }

  /**
   * Value and gradient for one day.
   *
   * @param truth realised variance y; not looked at when λ = 0
   * @param teacher the teacher's variance g as {@link Loss#ofTeacher} has it; not looked at when λ
   *     = 1
   * @param output the forecast, {@code inner().outputs()} numbers
   * @param gradientOut receives {@code ∂loss/∂output}
   * @return the loss
   */
  public double valueAndGradient(
      double truth, double teacher, double[] output, double[] gradientOut) {
    if (lambda == 1) {
      return inner.valueAndGradient(truth, output, gradientOut);
    }
    if (lambda == 0) {
      return inner.valueAndGradient(teacher, output, gradientOut);
    }
    double toTruth = inner.valueAndGradient(truth, output, gradientOut);
    // One output is the rule; saving it in a local keeps the hot loop free of allocation.
    if (inner.outputs() == 1) {
      double gradientToTruth = gradientOut[0];
      double toTeacher = inner.valueAndGradient(teacher, output, gradientOut);
      gradientOut[0] = lambda * gradientToTruth + (1 - lambda) * gradientOut[0];
      return lambda * toTruth + (1 - lambda) * toTeacher;
    }
    double[] gradientToTruth = gradientOut.clone();
    double toTeacher = inner.valueAndGradient(teacher, output, gradientOut);
    for (int i = 0; i < inner.outputs(); i++) {
      gradientOut[i] = lambda * gradientToTruth[i] + (1 - lambda) * gradientOut[i];
    }
    return lambda * toTruth + (1 - lambda) * toTeacher;
  }
}
