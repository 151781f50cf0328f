package io.github.volatility4j.garch;

import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A distribution of innovations z with mean 0 and variance 1, its shape known. Immutable.
 *
 * <pre>{@code
 * Distribution z = Distribution.skewT(7, -0.1);
 * double worstOfHundred = z.quantile(0.01);
 * }</pre>
 *
 * <p>What depends on the shape alone (logarithms of Γ and their derivatives) is computed once, when
 * the distribution is made.
 */
public abstract sealed class Distribution
    permits NormalDensity, StudentTDensity, SkewTDensity, GedDensity {
  /** Where the derivatives by the shapes begin in what {@link #derivatives} writes. */
  static final int SHAPES = 3;

  /** Newton steps for a quantile, which commons-math leaves with an error of 1e-9. */
  private static final int POLISHING_STEPS = 2;

  Distribution() {}

  /** {@return the normal distribution} */
  public static Distribution normal() {
    return NormalDensity.INSTANCE;
  }

  /**
   * Student's t, scaled to variance 1: {@code f(z) = c·(1 + z²/(ν−2))^(−(ν+1)/2)}, {@code c =
   * Γ((ν+1)/2) / (Γ(ν/2)·√(π(ν−2)))}. Bollerslev (1987), doi:10.2307/1925546.
   *
   * @param nu degrees of freedom, above 2
   * @return the distribution
   * @throws IllegalArgumentException if nu is not above 2 and finite
   */
  public static Distribution studentT(double nu) {
    return new StudentTDensity(above("nu", nu, 2));
  }

  /**
   * Hansen's skewed t: {@code f(z) = b·c·(1 + w²/(ν−2))^(−(ν+1)/2)} with {@code w = (b·z + a) / (1
   * − λ)} left of {@code −a/b} and {@code (b·z + a) / (1 + λ)} right of it, {@code a =
   * 4·λ·c·(ν−2)/(ν−1)}, {@code b² = 1 + 3·λ² − a²} and c as of Student's t. Hansen (1994),
   * doi:10.2307/2527081.
   *
   * @param nu degrees of freedom, above 2
   * @param lambda skewness between −1 and 1; negative where losses have the longer tail, 0 for
   *     Student's t
   * @return the distribution
   * @throws IllegalArgumentException if a parameter is outside its domain
   */
  public static Distribution skewT(double nu, double lambda) {
    if (!(Math.abs(lambda) < 1)) {
      throw new IllegalArgumentException("lambda is " + lambda + "; it must be between -1 and 1");
    }
    return new SkewTDensity(above("nu", nu, 2), lambda);
  }

  /**
   * The generalised error distribution: {@code f(z) = ν / (2^(1+1/ν)·c·Γ(1/ν))·exp(−½·|z/c|^ν)},
   * {@code c² = 2^(−2/ν)·Γ(1/ν)/Γ(3/ν)}; normal at ν = 2, Laplace at ν = 1. Nelson (1991),
   * doi:10.2307/2938260.
   *
   * @param nu shape, above 0.1; below 2 the tails are fatter than normal
   * @return the distribution
   * @throws IllegalArgumentException if nu is not above 0.1 and finite
   */
  public static Distribution ged(double nu) {
    return new GedDensity(above("nu", nu, 0.1));
  }

  private static double above(String name, double value, double bound) {
    if (!(value > bound && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name + " is " + value + "; it must be finite and above " + bound);
    }
    return value;
  }

  /**
   * The logarithm of the density.
   *
   * @param z a point
   * @return {@code ln f(z)}
   */
  public abstract double logDensity(double z);

  /**
   * The cumulative probability.
   *
   * @param z a point
   * @return {@code P(Z ≤ z)}
   */
  public abstract double cumulative(double z);

  /**
   * The quantile, inverse of {@link #cumulative}.
   *
   * @param probability above 0, below 1
   * @return z with {@code P(Z ≤ z) = probability}
   * @throws IllegalArgumentException if the probability is not between 0 and 1
   */
  public final double quantile(double probability) {
    double z = inverse(requireProbability(probability));
    for (int i = 0; i < POLISHING_STEPS; i++) {
      double step = (cumulative(z) - probability) / density(z);
      // Far out, or beside a point without density, the first answer is the best there is.
      if (Math.abs(step) < 1e-3 * (1 + Math.abs(z))) {
        z -= step;
      }
    }
    return z;
  }

  /**
   * The density.
   *
   * @param z a point
   * @return {@code f(z)}
   */
  public final double density(double z) {
    return Math.exp(logDensity(z));
  }

  static double requireProbability(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "the probability is " + probability + "; it must be between 0 and 1");
    }
    return probability;
  }

  abstract double inverse(double probability);

  /**
   * A random number. The same generator in the same state gives the same number.
   *
   * @param random source of randomness, for instance a {@code SplittableRandom} with a seed
   * @return a draw
   */
  public abstract double sample(RandomGenerator random);

  /**
   * The mean of the lower tail, of which expected shortfall is the negative.
   *
   * @param probability of the tail, between 0 and 1
   * @return {@code E[Z | Z ≤ quantile(probability)]}
   * @throws IllegalArgumentException if the probability is not between 0 and 1
   */
  public final double tailMean(double probability) {
    double end = quantile(probability);
    return integralTo(end) / probability;
  }

  /** {@return {@code ∫ x·f(x) dx} up to {@code end}} */
  double integralTo(double end) {
    // The side without the break is smooth; both have the same integral, the mean being 0.
    return end <= breakPoint()
        ? HalfLine.integrate(x -> (end - x) * density(end - x))
        : -HalfLine.integrate(x -> (end + x) * density(end + x));
  }

  /** {@return how many shape parameters there are} */
  abstract int shapes();

  /**
   * The log-density g(z; shape) and its derivatives: {@code g, g', g''}, then for each shape s
   * {@code ∂g/∂s}, then for each {@code ∂g'/∂s}, then for each pair {@code ∂²g/∂s∂r, r ≤ s}, in the
   * order (0,0), (1,0), (1,1).
   *
   * @param z a point
   * @param out receives them
   */
  abstract void derivatives(double z, double[] out);

  /** {@return how many numbers {@link #derivatives} writes} */
  final int derivativeCount() {
    return SHAPES + 2 * shapes() + shapes() * (shapes() + 1) / 2;
  }

  /** {@return {@code E|z|}} */
  abstract double absoluteMoment();

  /** {@return {@code E[z²·1(z<0)]}} */
  double negativeShare() {
    return 0.5;
  }

  /** {@return the point at which the formula changes} */
  double breakPoint() {
    return 0;
  }

  /**
   * Fisher's information of one observation at {@code h = 1}: by residual, variance and shapes, in
   * this order.
   */
  double[][] information() {
    int size = 2 + shapes();
    double[][] information = new double[size][size];
    double[] score = new double[size];
    double[] out = new double[derivativeCount()];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        int row = i;
        int column = j;
        DoubleUnaryOperator product =
            z -> {
              derivatives(z, out);
              score[0] = out[1];
              score[1] = -0.5 * (1 + z * out[1]);
              System.arraycopy(out, SHAPES, score, 2, size - 2);
              return score[row] * score[column] * Math.exp(out[0]);
            };
        information[i][j] = expect(product);
        information[j][i] = information[i][j];
      }
    }
    return information;
  }

  private double expect(DoubleUnaryOperator weighted) {
    double middle = breakPoint();
    return HalfLine.integrate(x -> weighted.applyAsDouble(middle + x))
        + HalfLine.integrate(x -> weighted.applyAsDouble(middle - x));
  }
}
