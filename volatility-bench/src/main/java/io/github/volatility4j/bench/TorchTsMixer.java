package io.github.volatility4j.bench;

import io.github.volatility4j.nn.TsMixerOptions;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The same TSMixer of libtorch's linear layers and layer norms. */
final class TorchTsMixer implements TorchModel {
  private final TsMixerOptions options;
  private final int features;
  private final LinearImpl input;
  private final List<Block> blocks = new ArrayList<>();
  private final LinearImpl projection;
  private final LinearImpl output;

  private record Block(
      LinearImpl time,
      LayerNormImpl timeNorm,
      LinearImpl expand,
      LinearImpl contract,
      LayerNormImpl featureNorm) {}

  TorchTsMixer(TsMixerOptions options, int features) {
    if (options.reversibleInstanceNorm()) {
      throw new NotOffered("the libtorch TSMixer has no instance norm");
    }
    this.options = options;
    this.features = features;
    int hidden = options.hidden();
    int wide = options.feedForward();
    input = new LinearImpl(features, hidden);
    for (int i = 0; i < options.blocks(); i++) {
      blocks.add(
          new Block(
              new LinearImpl(Problem.DAYS, Problem.DAYS),
              new LayerNormImpl(new LongVector(Problem.DAYS, hidden)),
              new LinearImpl(hidden, wide),
              new LinearImpl(wide, hidden),
              new LayerNormImpl(new LongVector(Problem.DAYS, hidden))));
    }
    projection = new LinearImpl(Problem.DAYS, 1);
    output = new LinearImpl(hidden, 1);
  }

  @Override
  public Tensor forward(Tensor x, boolean training) {
    Tensor h = input.forward(x); // [batch, time, hidden]
    for (Block block : blocks) {
      Tensor mixed = torch.relu(block.time.forward(h.transpose(1, 2)));
      h = block.timeNorm.forward(h.add(dropout(mixed, training).transpose(1, 2)));
      Tensor wide = dropout(torch.relu(block.expand.forward(h)), training);
      h = block.featureNorm.forward(h.add(dropout(block.contract.forward(wide), training)));
    }
    Tensor projected = projection.forward(h.transpose(1, 2)).squeeze(2); // [batch, hidden]
    return output.forward(projected).squeeze(1);
  }

  private Tensor dropout(Tensor x, boolean training) {
    return training ? torch.dropout(x, options.dropout(), true) : x;
  }

  private List<Module> modules() {
    List<Module> all = new ArrayList<>(List.of(input, projection, output));
    for (Block b : blocks) {
      all.addAll(List.of(b.time, b.timeNorm, b.expand, b.contract, b.featureNorm));
    }
    return all;
  }

  @Override
  public TensorVector parameters() {
    TensorVector all = new TensorVector();
    for (Module module : modules()) {
      for (Tensor tensor : module.parameters().get()) {
        all.push_back(tensor);
      }
    }
    return all;
  }

  @Override
  public void to(ScalarType type) {
    modules().forEach(module -> module.to(type, false));
  }

  @Override
  public void copy(Weights weights) {
    int hidden = options.hidden();
    int wide = options.feedForward();
    set(input, weights.transposed("input.weights", features, hidden), weights.get("input.bias"));
    for (int i = 0; i < options.blocks(); i++) {
      Block block = blocks.get(i);
      String time = "block" + i + ".time";
      String feature = "block" + i + ".feature";
      set(block.time, weights.get(time + ".weights"), weights.get(time + ".bias"));
      set(block.timeNorm, weights, time + "Norm");
      set(
          block.expand,
          weights.transposed(feature + ".expand", hidden, wide),
          weights.get(feature + ".expandBias"));
      set(
          block.contract,
          weights.transposed(feature + ".contract", wide, hidden),
          weights.get(feature + ".contractBias"));
      set(block.featureNorm, weights, feature + "Norm");
    }
    set(projection, weights.get("projection.weights"), weights.get("projection.bias"));
    set(output, weights.transposed("output.weights", hidden, 1), weights.get("output.bias"));
  }

  private static void set(LinearImpl linear, float[] weight, float[] bias) {
    TorchModel.set(linear.weight(), weight);
    TorchModel.set(linear.bias(), bias);
  }

  private static void set(LayerNormImpl norm, Weights weights, String name) {
    TorchModel.set(norm.weight(), weights.get(name + ".gain"));
    TorchModel.set(norm.bias(), weights.get(name + ".offset"));
  }
}
