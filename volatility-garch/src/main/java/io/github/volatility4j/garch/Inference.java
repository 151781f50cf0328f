package io.github.volatility4j.garch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How sure the estimates are, by one estimator of their covariance. Immutable.
 *
 * <p>Parameters that were given, that lie on a bound, or that the data don't identify have no
 * standard error; {@link #leftOut} says why. Where the sum of some parameters is at its bound
 * (persistence = 1), the others' errors are those under this restriction.
 */
public final class Inference {
  private final Covariance kind;
  private final Map<String, Double> estimates; // of the parameters that have an error
  private final double[][] matrix; // [estimates, estimates]
  private final Map<String, String> leftOut;

  Inference(
      Covariance kind,
      Map<String, Double> estimates,
      double[][] matrix,
      Map<String, String> leftOut) {
    this.kind = kind;
    this.estimates = Collections.unmodifiableMap(new LinkedHashMap<>(estimates));
    this.matrix = matrix;
    this.leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
  }

  /** {@return the estimator of the covariance} */
  public Covariance kind() {
    return kind;
  }

  /** {@return the names of the parameters that have a standard error, in order} */
  public List<String> parameters() {
    return List.copyOf(estimates.keySet());
  }

  /** {@return why each of the other parameters has none, by name} */
  public Map<String, String> leftOut() {
    return leftOut;
  }

  /** {@return the covariance matrix of {@link #parameters}, in the user's units, as rows} */
  public double[][] matrix() {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }

  /** {@return standard errors by name} */
  public Map<String, Double> standardErrors() {
    return each(this::error);
  }

  /** {@return estimate / standard error, by name} */
  public Map<String, Double> tValues() {
    return each(this::tValue);
  }

  /** {@return the probability of a larger |t| if the parameter is 0, by the normal, by name} */
  public Map<String, Double> pValues() {
    return each(name -> 2 * Distribution.normal().cumulative(-Math.abs(tValue(name))));
  }

  /**
   * A confidence interval by the normal approximation.
   *
   * @param parameter one of {@link #parameters}
   * @param coverage for instance 0.95
   * @return lower and upper end
   * @throws IllegalArgumentException if the parameter has no standard error, or the coverage is not
   *     between 0 and 1
   */
  public double[] interval(String parameter, double coverage) {
    if (!estimates.containsKey(parameter)) {
      throw new IllegalArgumentException(
          "%s has no standard error: %s"
              .formatted(parameter, leftOut.getOrDefault(parameter, "no such parameter")));
    }
    double half =
        -Distribution.normal().quantile(0.5 - 0.5 * Distribution.requireProbability(coverage))
            * error(parameter);
    double estimate = estimates.getOrDefault(parameter, 0.0);
    return new double[] {estimate - half, estimate + half};
  }

  private double error(String name) {
    int i = new ArrayList<>(estimates.keySet()).indexOf(name);
    return Math.sqrt(matrix[i][i]);
  }

  private double tValue(String name) {
    return estimates.getOrDefault(name, 0.0) / error(name);
  }

  private Map<String, Double> each(ToDoubleFunction<String> value) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (String name : estimates.keySet()) {
      all.put(name, value.applyAsDouble(name));
    }
    return Collections.unmodifiableMap(all);
  }

  @Override
  public String toString() {
    return kind + " " + standardErrors() + (leftOut.isEmpty() ? "" : ", without " + leftOut);
  }
}
