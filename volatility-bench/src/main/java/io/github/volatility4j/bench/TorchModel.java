package io.github.volatility4j.bench;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A network of libtorch's modules. */
interface TorchModel {
  /** {@return raw outputs} // [batch, time, feature] -> [batch] */
  Tensor forward(Tensor x, boolean training);

  /** {@return all parameters} */
  TensorVector parameters();

  /** Changes the type of all parameters. */
  void to(ScalarType type);

  /** Takes over a network of ours. */
  void copy(Weights weights);

  /** Overwrites a parameter. */
  static void set(Tensor parameter, float[] values) {
    try (Tensor flat = Tensor.create(values)) {
      parameter.data().copy_(flat.reshape(parameter.sizes().vec().get()));
    }
  }
}
