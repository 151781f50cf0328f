package io.github.volatility4j.garch;

import io.github.volatility4j.series.TimeSeries;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * What the sample says of the estimates: derivatives of the likelihood at them, and the directions
 * in which they could have moved.
 *
 * <p>The likelihood is differentiated on scaled returns, as it was maximised. The derivatives go to
 * the user's units by the Jacobian of the conversion; shapes are differentiated as users know them.
 */
final class Evidence {
  /** Parts of a direction that are this small are none. */
  private static final double ROUNDING = 1e-12;

  private final List<String> names;
  private final double[] theta;
  private final double[][] hessian;
  private final double[][] outer;
  private final double[][] information;
  private final double[][] scores; // [parameters, end] by the scaled parameters, as on the path
  private final int step;
  private final int padding;
  private final RealMatrix fromUser; // [parameters, parameters] ∂scaled/∂user
  private final Map<String, String> still = new LinkedHashMap<>(); // what cannot move, and why
  private final double[][] basis; // [directions, parameters] in the user's units

  /** From the sample that the estimate was made on. */
  static Later<Evidence> later(Specification model, Estimate estimate, TimeSeries sample) {
    return new Later<>(() -> new Evidence(model, estimate, loaded(model, sample.values())));
  }

  /**
   * The same right after a search: as long as the likelihood that was maximised is still in memory,
   * the sample need not be loaded again. The reference to it is weak, for it is larger than a fit.
   */
  static Later<Evidence> later(
      Specification model, Estimate estimate, TimeSeries sample, Likelihood search) {
    WeakReference<Likelihood> reference = new WeakReference<>(search);
    return new Later<>(
        () -> {
          Likelihood likelihood =
              Optional.ofNullable(reference.get()).orElseGet(() -> loaded(model, sample.values()));
          return new Evidence(model, estimate, likelihood);
        });
  }

  private static Likelihood loaded(Specification model, double[] returns) {
    Likelihood likelihood = Likelihood.fast(model, returns.length);
    likelihood.load(returns, 0);
    return likelihood;
  }

  private Evidence(Specification model, Estimate estimate, Likelihood likelihood) {
    this.names = model.parameterNames();
    this.theta = estimate.theta();
    double[] scaled = model.fromUser(theta, likelihood.scale());
    Curvatures curvatures = likelihood.curvatures(scaled);
    curvatures.evenOut();
    this.hessian = curvatures.hessian();
    this.information = curvatures.information();
    this.scores = curvatures.scores();
    this.outer = curvatures.outer(scores);
    this.step = likelihood.path().step;
    this.padding = likelihood.path().padding;
    RealMatrix toUser = MatrixUtils.createRealIdentityMatrix(theta.length);
    toUser.setSubMatrix(model.userJacobian(scaled, likelihood.scale()), 0, 0);
    this.fromUser = MatrixUtils.inverse(toUser);
    this.basis = directions(estimate.freedom(), toUser);
  }

  private double[][] directions(Estimate.Freedom freedom, RealMatrix toUser) {
    names.forEach(name -> still.put(name, "fixed"));
    for (int j : freedom.free()) {
      still.put(names.get(j), "on its bound");
    }
    List<double[]> found = new ArrayList<>();
    for (double[] narrow : freedom.directions()) {
      double[] wide = new double[names.size()];
      for (int i = 0; i < narrow.length; i++) {
        if (Math.abs(narrow[i]) > ROUNDING) {
          wide[freedom.free()[i]] = narrow[i];
          still.remove(names.get(freedom.free()[i]));
        }
      }
      found.add(toUser.operate(wide));
    }
    // A parameter that is fixed is so in the user's units, whatever its scaled value depends on.
    for (double[] direction : found) {
      for (int j = 0; j < direction.length; j++) {
        if (still.containsKey(names.get(j))) {
          direction[j] = 0;
        }
      }
    }
    return found.toArray(double[][]::new);
  }

  /** From derivatives by scaled parameters to those by the user's. */
  private double[][] byUser(double[][] form) {
    return fromUser
        .transpose()
        .multiply(new Array2DRowRealMatrix(form, false))
        .multiply(fromUser)
        .getData();
  }

  Inference inference(Covariance kind) {
    Map<String, String> leftOut = new LinkedHashMap<>(still);
    try {
      RestrictedInverse inverse = inverse(kind);
      for (int j : inverse.unidentified()) {
        leftOut.put(names.get(j), "not identified");
      }
      double[][] all =
          kind == Covariance.QMLE || kind == Covariance.BW
              ? inverse.sandwich(byUser(outer))
              : inverse.matrix();
      return table(kind, all, leftOut);
    } catch (RestrictedInverse.Unavailable e) {
      for (String name : names) {
        leftOut.putIfAbsent(name, String.valueOf(e.getMessage()));
      }
      return table(kind, new double[names.size()][names.size()], leftOut);
    }
  }

  private RestrictedInverse inverse(Covariance kind) throws RestrictedInverse.Unavailable {
    return switch (kind) {
      case HESSIAN, QMLE -> RestrictedInverse.of(byUser(hessian), basis, "Hessian");
      case OPG -> RestrictedInverse.of(byUser(outer), basis, "outer product of the scores");
      case IM, BW -> RestrictedInverse.of(byUser(information), basis, "information matrix");
    };
  }

  private Inference table(Covariance kind, double[][] all, Map<String, String> leftOut) {
    List<Integer> kept = new ArrayList<>();
    Map<String, Double> estimates = new LinkedHashMap<>();
    for (int j = 0; j < names.size(); j++) {
      if (!leftOut.containsKey(names.get(j))) {
        kept.add(j);
        estimates.put(names.get(j), theta[j]);
      }
    }
    double[][] matrix = new double[kept.size()][kept.size()];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        matrix[i][j] = all[kept.get(i)][kept.get(j)];
      }
    }
    return new Inference(kind, estimates, matrix, leftOut);
  }

  /**
   * {@return the scores of the parameters that could move, in the user's units, by name, one for
   * each observation}
   */
  Map<String, double[]> scores() {
    Map<String, double[]> moved = new LinkedHashMap<>();
    for (int j = 0; j < names.size(); j++) {
      if (!still.containsKey(names.get(j))) {
        double[] score = new double[scores[0].length];
        for (int i = 0; i < names.size(); i++) {
          addTimes(fromUser.getEntry(i, j), scores[i], score);
        }
        moved.put(names.get(j), VariancePath.inTime(score, padding, step));
      }
    }
    return moved;
  }

  private static void addTimes(double factor, double[] from, double[] to) {
    if (factor != 0) {
      for (int t = 0; t < to.length; t++) {
        to[t] += factor * from[t];
      }
    }
  }
}
