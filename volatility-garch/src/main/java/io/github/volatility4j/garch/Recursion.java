package io.github.volatility4j.garch;

import java.util.List;
import org.apache.commons.math3.special.Gamma;

/** What the recursions of several families have in common. */
final class Recursion {
  private Recursion() {}

  static void number(List<String> names, String name, int count) {
    for (int i = 1; i <= count; i++) {
      names.add(name + i);
    }
  }

  /** {@code E|z|^δ} of the standard normal. */
  static double normalMoment(double power) {
    return Math.exp(0.5 * power * Math.log(2) + Gamma.logGamma(0.5 * (power + 1)))
        / Math.sqrt(Math.PI);
  }

  /** {@code to[t] = ω + Σ ψ[k]·w[k][t]}, ψ from an index on, on the columns of the sample. */
  static void intercept(VariancePath path, double omega, double[] theta, int psi, double[] to) {
    java.util.Arrays.fill(to, path.padding, path.end, omega);
    for (int k = 0; k < path.w.length; k++) {
      double factor = theta[psi + k];
      for (int t = path.padding; t < path.end; t++) {
        to[t] += factor * path.w[k][t];
      }
    }
  }

  /** {@code ω + Σ ψ[k]·w[k][t]} on one column. */
  static double intercept(VariancePath path, int t, double omega, double[] theta, int psi) {
    double sum = omega;
    for (int k = 0; k < path.w.length; k++) {
      sum += theta[psi + k] * path.w[k][t];
    }
    return sum;
  }

  /** {@code to[t] += factor·x[t − lag]}. */
  static void addLagged(double[] x, int lag, double factor, double[] to, int from, int end) {
    if (lag == Strands.COUNT) {
      for (int t = from; t < end; t++) {
        to[t] += factor * x[t - Strands.COUNT];
      }
      return;
    }
    for (int t = from; t < end; t++) {
      to[t] += factor * x[t - lag];
    }
  }

  /** {@code x[t] += Σ β[j]·x[t−j]}: the only loop whose steps wait for each other. */
  static void recurse(double[] x, double[] theta, int beta, int q, int from, int end) {
    if (q == 1) {
      double b = theta[beta];
      double last = x[from - 1];
      for (int t = from; t < end; t++) {
        last = x[t] + b * last;
        x[t] = last;
      }
      return;
    }
    for (int t = from; t < end; t++) {
      for (int j = 1; j <= q; j++) {
        x[t] += theta[beta + j - 1] * x[t - j];
      }
    }
  }
}
