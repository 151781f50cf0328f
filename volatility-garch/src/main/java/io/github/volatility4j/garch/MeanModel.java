package io.github.volatility4j.garch;

import io.github.volatility4j.series.TimeSeries;
import java.util.List;

/**
 * The conditional mean of a return, linear in its parameters: {@code μ[t] = Σ θ[j]·x[j][t]}. It is
 * all about the regressors x; least squares and derivatives follow from them.
 */
interface MeanModel {
  /** {@return the parameters' names, in order} */
  List<String> parameterNames();

  /**
   * {@return how many returns at the start have no residual, because only later ones have
   * regressors}
   */
  int conditionedOn();

  /**
   * Writes the regressors.
   *
   * @param returns [n]
   * @param x [parameters, padding + n − conditionedOn], from column {@code padding} on
   * @param padding columns to leave alone
   */
  void regressors(double[] returns, double[][] x, int padding);

  /** {@return the same with regressors, instead of those it has} */
  MeanModel with(Regressors regressors);

  /** {@return the same with its regressors on the days of some returns} */
  MeanModel on(TimeSeries returns);

  /**
   * Turns parameters of returns divided by {@code scale} into those of the returns.
   *
   * @param theta begins with the parameters of the mean
   * @param scale positive
   */
  void rescale(double[] theta, double scale);

  /** {@return a short name such as AR(1)} */
  String label();
}
