package io.github.volatility4j.nn;

/**
 * What training learned of a stock by itself.
 *
 * @param name of the series
 * @param level mean truth in training
 * @param oneHot static attributes, zeros for a stock that was not in training
 */
record Stock(String name, double level, double[] oneHot) {}
