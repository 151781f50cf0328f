package io.github.volatility4j.nn;

import java.util.SplittableRandom;

/**
 * Random start values, from a generator of the caller's. Nothing here touches ND4J's generator,
 * which is shared by the process.
 */
final class InitialWeights {
  private InitialWeights() {}

  /**
   * Uniform on ±√(6/(in + out)): keeps the variance of values and gradients from layer to layer
   * (Glorot and Bengio 2010, AISTATS).
   *
   * @param in numbers that go into each output
   * @param out outputs that each number goes into
   * @param count how many weights
   * @return // [count]
   */
  static double[] glorot(SplittableRandom random, long in, long out, int count) {
    double bound = Math.sqrt(6.0 / (in + out));
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = random.nextDouble(-bound, bound);
    }
    return weights;
  }

  /**
   * A random orthogonal matrix: applied day after day it neither blows a state up nor lets it die
   * (Saxe, McClelland and Ganguli 2014, arXiv 1312.6120).
   *
   * @return // [size, size]
   */
  static double[][] orthogonal(SplittableRandom random, int size) {
    double[][] rows = new double[size][size];
    for (int i = 0; i < size; i++) {
      // A random direction less its parts along the rows before. Twice, because once is not enough
      // in floating point; drawn anew in the freak case that next to nothing is left.
      double length;
      do {
        for (int k = 0; k < size; k++) {
          rows[i][k] = random.nextGaussian();
        }
        subtractProjections(rows, i);
        subtractProjections(rows, i);
        length = Math.sqrt(dot(rows[i], rows[i]));
      } while (!(length > 1e-3));
      for (int k = 0; k < size; k++) {
        rows[i][k] /= length;
      }
    }
    return rows;
  }

  private static void subtractProjections(double[][] rows, int i) {
    for (int j = 0; j < i; j++) {
      double along = dot(rows[i], rows[j]);
      for (int k = 0; k < rows.length; k++) {
        rows[i][k] -= along * rows[j][k];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
