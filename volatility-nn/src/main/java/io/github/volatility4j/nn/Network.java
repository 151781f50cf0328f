package io.github.volatility4j.nn;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network as the training loop sees it: numbers in, raw outputs out, one flat vector of
 * parameters and one of their gradient. Whatever turns a raw output into a variance (the positive
 * link), the loss and the optimiser stand outside, so that every network is trained alike.
 *
 * <p>A training step is
 *
 * <pre>{@code
 * INDArray u = network.forward(x, true, stepSeed);   // [batch, steps·outputs]
 * INDArray dU = ...;                                 // ∂(mean loss)/∂u, of the same shape
 * network.backward(dU);                              // fills gradient()
 * network.parameters().subi(update of network.gradient());
 * }</pre>
 *
 * <p>One thread at a time. Everything is a function of the options, the initial seed, the inputs
 * and the step seeds: no generator is shared with other networks, so two trainings side by side
 * give the bits that each gives alone.
 */
interface Network extends AutoCloseable {
  /**
   * A fresh network with random weights.
   *
   * @param options kind and size
   * @param shape what goes in and what comes out; outputs on several days only for an LSTM with a
   *     linear readout
   * @param type float to train, double to check gradients
   * @param seed of the initial weights
   * @return the network, to be closed by the caller
   */
  static Network create(NetworkOptions options, NetworkShape shape, DataType type, long seed) {
    return create(options, shape, type, Precision.F32, seed);
  }

  /**
   * A fresh network with random weights.
   *
   * @param precision of products; only floats can have less than their own
   * @throws IllegalArgumentException if the precision can't be had on this machine
   * @see #create(NetworkOptions, NetworkShape, DataType, long)
   */
  static Network create(
      NetworkOptions options, NetworkShape shape, DataType type, Precision precision, long seed) {
    Nd4jBackend.prepare();
    precision.check();
    if (options instanceof LstmOptions lstm) {
      if (lstm.headWidth() == 0
          && type == DataType.FLOAT
          && Nd4jBackend.isCpu()
          && OneDnn.available()) {
        return new OneDnnLstmNetwork(lstm, shape, precision, seed);
      }
      return new LstmNetwork(lstm, shape, type, seed, LstmEngine.of(precision));
    }
    shape.wantOneStep("TSMixer");
    if (precision == Precision.BF16) {
      throw new IllegalArgumentException("precision bf16 is for the LSTM only so far; use f32");
    }
    TsMixerOptions mixer = (TsMixerOptions) options;
    boolean plain = mixer.form().equals(TsMixerForm.BASIC);
    if (plain && type == DataType.FLOAT && Nd4jBackend.isCpu() && OneDnn.available()) {
      return new OneDnnTsMixerNetwork(
          mixer, shape, seed, Runtime.getRuntime().availableProcessors());
    }
    if (Nd4jBackend.isCpu() && mixer.form().norm() != TsMixerForm.Norm.TIME_BATCH) {
      return new ShardedNetwork(() -> new TsMixerNetwork(mixer, shape, type, seed));
    }
    return new TsMixerNetwork(mixer, shape, type, seed);
  }

  /**
   * All numbers of the network. The loop updates them in place; the network uses the new values in
   * the next forward.
   *
   * @return {@code [n]}, always the same array, of type {@link #dataType()}
   */
  INDArray parameters();

  /**
   * Gradient of the loss after the last {@link #backward}, which overwrites it. Zero in ranges of
   * role {@link ParameterRange.Role#STATE}. The loop may scale it in place.
   *
   * @return {@code [n]}, always the same array, of type {@link #dataType()}
   */
  INDArray gradient();

  /**
   * What stands where in {@link #parameters()}: in order, without gaps. The last two are the
   * weights and the bias of the layer that gives the outputs.
   *
   * @return the ranges, immutable
   */
  List<ParameterRange> ranges();

  /**
   * Raw outputs for a batch of windows.
   *
   * @param x {@code [batch, time, feature]}, c-order, of type {@link #dataType()}; not kept and not
   *     changed
   * @param training whether dropout acts and norms use the batch's statistics (and update their
   *     running ones at the {@link #backward} that follows)
   * @param stepSeed seed of this step's dropout masks; without dropout it has no effect
   * @return {@code [batch, steps·outputs]}, day after day, any real numbers; the caller's own
   */
  INDArray forward(INDArray x, boolean training, long stepSeed);

  /**
   * Fills {@link #gradient()} for the last forward, which must have been a training one and takes
   * part in one backward only.
   *
   * @param dOutput {@code ∂loss/∂output}, {@code [batch, steps·outputs]}; not kept and not changed.
   *     Where the loss is a mean over the batch, the 1/batch is in here
   * @throws IllegalStateException if no training forward came before
   */
  void backward(INDArray dOutput);

  /**
   * Says that the parameters won't change any more, so that what is prepared from them for one
   * forward may serve the next. A training forward takes it back.
   */
  default void freeze() {}

  /** {@return the type of all its arrays: float to train, double to check gradients} */
  DataType dataType();

  /** {@return what computes, in words, for the log and the fitted result} */
  String engine();

  /** Frees what is held outside the Java heap. The network can't be used afterwards. */
  @Override
  void close();
}
