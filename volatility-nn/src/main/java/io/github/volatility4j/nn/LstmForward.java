package io.github.volatility4j.nn;

/** The forward pass of {@link OneDnnLstm}, prepared for batches of about one size. */
interface LstmForward extends AutoCloseable {
  /**
   * Forward.
   *
   * @param parameters address of the flat vector
   * @param version of the parameters: they are packed when it is another than the last time
   * @param x address of the batch // [batch, time, feature]
   * @param batch how many windows
   * @param seeds of the masks when training, for each layer but the last, for each window
   * @param out receives the states // [steps, batch, width]
   */
  void forward(long parameters, long version, long x, int batch, long[][] seeds, float[] out);

  @Override
  void close();
}
