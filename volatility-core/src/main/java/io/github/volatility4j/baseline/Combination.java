package io.github.volatility4j.baseline;

import io.github.volatility4j.forecast.FittedVolatility;
import io.github.volatility4j.forecast.History;
import io.github.volatility4j.forecast.VolatilityEstimator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A convex combination of forecasts: {@code h = Σ w[i]·h[i]} with {@code w[i] ≥ 0} and {@code Σ
 * w[i] = 1}, the same weights for every stock and day.
 *
 * <p>Weights are given, equal, or fitted: those with the lowest QLIKE, {@code mean(ln h + y/h)}
 * over all stocks' days in the validation part of the history. There the members' one-step
 * forecasts are replayed from the same fit that forecasts later; a member that used the validation
 * part for its own fit looks a little too good in it.
 *
 * <p>A combination forecasts a day of a stock if all its members do. At fixed weights this is the
 * rival of a network that learns from GARCH with {@code λ·ℓ(y, h) + (1−λ)·ℓ(g, h)}: the best that
 * loss can do is {@code λ·E[y] + (1−λ)·g}.
 *
 * <p>Immutable. Why combinations are hard to beat: Bates and Granger 1969, Operational Research
 * Quarterly 20:451–468, doi:10.1057/jors.1969.103.
 */
public final class Combination implements VolatilityEstimator {
  private static final double ROUNDING = 1e-9;

  private final List<VolatilityEstimator> members;
  private final double[] weights; // [members], or [0] to fit them
  private final String measure;

  private Combination(List<VolatilityEstimator> members, double[] weights, String measure) {
    if (members.isEmpty() || members.size() > QlikeRegression.MOST) {
      throw new IllegalArgumentException(
          "%d members; a combination has from 1 to %d"
              .formatted(members.size(), QlikeRegression.MOST));
    }
    this.members = List.copyOf(members);
    this.weights = weights;
    this.measure = measure;
  }

  /**
   * A combination with equal weights.
   *
   * @param members from 1 to 10
   * @return the estimator
   */
  public static Combination equal(List<? extends VolatilityEstimator> members) {
    double[] weights = new double[members.size()];
    Arrays.fill(weights, 1.0 / Math.max(1, weights.length));
    return new Combination(List.copyOf(members), weights, "");
  }

  /**
   * A combination with given weights.
   *
   * @param members from 1 to 10
   * @param weights one for each, at least 0, that add up to 1
   * @return the estimator
   * @throws IllegalArgumentException if the weights are not so
   */
  public static Combination fixed(List<? extends VolatilityEstimator> members, double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0)) {
        throw new IllegalArgumentException("weight " + weight + "; it must be at least 0");
      }
      sum += weight;
    }
    if (weights.length != members.size() || !(Math.abs(sum - 1) < ROUNDING)) {
      throw new IllegalArgumentException(
          "weights %s for %d members; one for each, and a sum of 1, are wanted"
              .formatted(Arrays.toString(weights), members.size()));
    }
    return new Combination(List.copyOf(members), weights.clone(), "");
  }

  /**
   * A combination whose weights are fitted on the validation part of the history.
   *
   * @param members from 1 to 10
   * @param measure component with the truth y, at least 0, missing where there is none
   * @return the estimator
   */
  public static Combination fitted(List<? extends VolatilityEstimator> members, String measure) {
    return new Combination(List.copyOf(members), new double[0], measure);
  }

  /**
   * Fits every member, and the weights where they are to be fitted.
   *
   * @param history with a validation part and the truth, where weights are to be fitted
   * @return the result, for the series that all members forecast
   * @throws IllegalArgumentException if the history lacks what fitting weights takes, or no series
   *     is one of all members
   */
  @Override
  public FittedVolatility fit(History history) {
    List<FittedVolatility> fits = new ArrayList<>();
    for (VolatilityEstimator member : members) {
      fits.add(member.fit(history));
    }
    if (weights.length > 0) {
      return new CombinationFit(fits, weights, true);
    }
    Optional<LocalDate> start = history.validationStart();
    if (start.isEmpty()) {
      throw new IllegalArgumentException(
          "the weights of a combination are fitted on the validation part; the history has none");
    }
    MemberForecasts forecasts = MemberForecasts.of(fits, history, start.get(), measure);
    QlikeRegression.Result found = QlikeRegression.simplex(forecasts.truth(), forecasts.byMember());
    return new CombinationFit(fits, found.coefficients(), found.converged());
  }
}
