package io.github.volatility4j.nn;

/** A network with its inputs, loss and training options, chosen together. */
public enum Preset {
  /**
   * Small enough to train in minutes on two cores: QLIKE inside the weighted loss; inputs are
   * truth, standardised return and the teacher's forecast for the coming day.
   */
  RECOMMENDED,
  /**
   * The sizes of the GINN paper (arXiv 2410.00288): 3 LSTM layers of 256 with dropout between, a
   * head of 128 with batch normalisation, squared error, input truth only. LSTM only.
   */
  PAPER,
  /**
   * The sizes of the Python workflow that this library replaces: 3 × 256 LSTM or TSMixer of 32 × 64
   * with 4 blocks, squared error, inputs truth and teacher, batch 32, up to 200 epochs.
   */
  SEED
}
