package io.github.volatility4j.bench;

import io.github.volatility4j.nn.StepHarness;

/** This library's network. */
final class Ours implements Engine {
  private final StepHarness harness;

  Ours(StepHarness harness, Problem problem) {
    this.harness = harness;
    harness.data(problem.x(), problem.y());
  }

  /** {@return the network's weights, to be copied to a rival} */
  Weights weights() {
    return new Weights(harness.tensors());
  }

  @Override
  public double step() {
    return harness.train(Problem.RATE, Problem.DECAY, Problem.CLIP);
  }

  @Override
  public float[] infer() {
    return harness.infer();
  }

  @Override
  public void close() {
    harness.close();
  }
}
