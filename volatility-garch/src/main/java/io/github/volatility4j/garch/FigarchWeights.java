package io.github.volatility4j.garch;

/**
 * The weights {@code λ[k]} of {@code e[t−k]²} in a FIGARCH(1,d,1), k from 1 to K, with their first
 * and second derivatives by φ, d and β:
 *
 * <p>{@code δ[1] = d, δ[k] = δ[k−1]·(k−1−d)/k; λ[1] = φ − β + d, λ[k] = β·λ[k−1] + δ[k] −
 * φ·δ[k−1]}.
 */
final class FigarchWeights {
  static final int PHI = 0;
  static final int D = 1;
  static final int BETA = 2;

  final double[] delta; // [K + 1] from index 1
  final double[] deltaD; // its derivative by d
  final double[] deltaDD;

  /** Σ λ, its derivatives [3], and second ones [6] in the order of pairs. */
  double sum;

  final double[] sumSlopes = new double[3];
  final double[] sumBends = new double[6];

  /** λ[K], and the same. */
  double last;

  final double[] lastSlopes = new double[3];
  final double[] lastBends = new double[6];

  FigarchWeights(int truncation) {
    this.delta = new double[truncation + 1];
    this.deltaD = new double[truncation + 1];
    this.deltaDD = new double[truncation + 1];
  }

  void set(double phi, double d, double beta) {
    int k = delta.length - 1;
    delta[1] = d;
    deltaD[1] = 1;
    deltaDD[1] = 0;
    for (int i = 2; i <= k; i++) {
      double ratio = (i - 1 - d) / i;
      double slope = -1.0 / i;
      delta[i] = ratio * delta[i - 1];
      deltaD[i] = ratio * deltaD[i - 1] + slope * delta[i - 1];
      deltaDD[i] = ratio * deltaDD[i - 1] + 2 * slope * deltaD[i - 1];
    }
    double value = phi - beta + d;
    double[] s = {1, 1, -1};
    double[] b = new double[6];
    sum = value;
    System.arraycopy(s, 0, sumSlopes, 0, 3);
    java.util.Arrays.fill(sumBends, 0);
    for (int i = 2; i <= k; i++) {
      // Second derivatives first, for they need the first ones of the step before.
      b[0] = beta * b[0];
      b[1] = beta * b[1] - deltaD[i - 1];
      b[2] = beta * b[2] + deltaDD[i] - phi * deltaDD[i - 1];
      b[3] = beta * b[3] + s[PHI];
      b[4] = beta * b[4] + s[D];
      b[5] = beta * b[5] + 2 * s[BETA];
      s[PHI] = beta * s[PHI] - delta[i - 1];
      s[D] = beta * s[D] + deltaD[i] - phi * deltaD[i - 1];
      s[BETA] = beta * s[BETA] + value;
      value = beta * value + delta[i] - phi * delta[i - 1];
      sum += value;
      for (int j = 0; j < 3; j++) {
        sumSlopes[j] += s[j];
      }
      for (int j = 0; j < 6; j++) {
        sumBends[j] += b[j];
      }
    }
    last = value;
    System.arraycopy(s, 0, lastSlopes, 0, 3);
    System.arraycopy(b, 0, lastBends, 0, 6);
  }

  /** {@code out[t] = Σ weights[k]·s[t−k]}, four weights at a time. */
  static void convolve(double[] weights, double[] s, double[] out, int from, int end) {
    int k = 1;
    java.util.Arrays.fill(out, from, end, 0);
    for (; k + 3 < weights.length; k += 4) {
      addFour(weights[k], weights[k + 1], weights[k + 2], weights[k + 3], s, k, out, from, end);
    }
    for (; k < weights.length; k++) {
      Recursion.addLagged(s, k, weights[k], out, from, end);
    }
  }

  private static void addFour(
      double a,
      double b,
      double c,
      double d,
      double[] s,
      int lag,
      double[] out,
      int from,
      int end) {
    for (int t = from; t < end; t++) {
      out[t] += a * s[t - lag] + b * s[t - lag - 1] + (c * s[t - lag - 2] + d * s[t - lag - 3]);
    }
  }
}
