package io.github.volatility4j.nn;

/** A network with its inputs, loss and training options, chosen together. */
public enum Preset {
  /**
   * What we would use ourselves, small enough to train in minutes on two cores. The network says
   * what to change of a good forecast: {@code ln h = ln(anchor) + network}, the anchor being the
   * geometric mean of a GARCH(1,1) on 1000 days and of EWMA ({@code garch:1000+ewma}, see {@link
   * Reference}). It sees what the stock's last days say beyond the anchor, and the state of the
   * market: means over the panel's stocks. The loss is QLIKE with weight λ on the truth and 1 − λ
   * on the teacher {@code gjr-t:1000}; λ is 0.75 for the LSTM and 0.5 for the TSMixer, as long as
   * no other is asked for.
   *
   * <p>LSTM: one layer of 48, dropout 0.2, trained on sequences of 190 days in which every forecast
   * after the first 40 counts. TSMixer: 32 × 64, 2 blocks, dropout 0.1, a target a window.
   */
  RECOMMENDED,
  /**
   * The sizes of the GINN paper (arXiv 2410.00288): 3 LSTM layers of 256 with dropout between, a
   * head of 128 with batch normalisation, squared error, λ = 0.01, input truth only, a target a
   * window. LSTM only.
   */
  PAPER,
  /**
   * The sizes of the Python workflow that this library replaces: 3 × 256 LSTM or TSMixer of 32 × 64
   * with 4 blocks in the conditional form (see {@link TsMixerForm}), squared error, λ = 0.01,
   * inputs truth and teacher, batch 32, up to 200 epochs. Every day of an LSTM's training window is
   * a target; a TSMixer's window has one.
   */
  SEED
}
