package io.github.volatility4j.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that changes while the loop runs, apart from the numbers of network and optimiser: put
 * back together with those, a training goes on as if it had never stopped.
 */
final class LoopState {
  /** The epoch that is being trained, from 1. */
  int epoch = 1;

  /** Batches of it that are done. */
  int batches;

  /** Weighted losses of it so far, their weights, and the seconds they took. */
  double sum;

  double weight;
  double seconds;

  /** Steps since the beginning, those without a target included; they seed the dropout. */
  long steps;

  /** Epochs that are done. */
  final List<Epoch> done = new ArrayList<>();

  double bestLoss = Double.POSITIVE_INFINITY;

  /** What the next validation loss must undercut by min delta. */
  double reference = Double.POSITIVE_INFINITY;

  /** Epochs since it was undercut. */
  int stale;

  /** Starts the next epoch. */
  void next() {
    epoch++;
    batches = 0;
    sum = 0;
    weight = 0;
    seconds = 0;
  }
}
