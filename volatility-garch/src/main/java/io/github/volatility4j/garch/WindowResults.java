package io.github.volatility4j.garch;

import java.util.List;

/** What the fits of some windows found, in the returns' units; element i is of the i-th window. */
final class WindowResults {
  final double[] meanForecast; // of the next return, by least squares
  final double[] variance; // of the next day; 0 where there is nothing to model
  final double[] logLikelihood; // infinite where there is nothing to model
  final double[] backcast;
  final double[][] theta; // [windows, parameters]
  final GarchFit.Status[] status;

  WindowResults(int windows, int parameters) {
    this.meanForecast = new double[windows];
    this.variance = new double[windows];
    this.logLikelihood = new double[windows];
    this.backcast = new double[windows];
    this.theta = new double[windows][parameters];
    this.status = new GarchFit.Status[windows];
  }

  void nothingToModel(int i) {
    variance[i] = 0;
    logLikelihood[i] = Double.POSITIVE_INFINITY;
    status[i] = GarchFit.Status.FAILED;
  }

  boolean isModelled(int i) {
    return logLikelihood[i] < Double.POSITIVE_INFINITY;
  }

  /** What filters the returns of a window in which there was something to fit; no inference. */
  Estimate estimate(int i) {
    return new Estimate(
        theta[i].clone(),
        Estimate.Freedom.NONE,
        logLikelihood[i],
        backcast[i],
        Double.NaN,
        new Estimate.Outcome(status[i], List.of(), 0, 0));
  }
}
