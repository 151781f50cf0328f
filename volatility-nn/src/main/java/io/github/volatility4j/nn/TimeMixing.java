package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mixing over days, the same for every feature: {@code y = norm(x + dropout(σ(W·x + c)))} with W
 * {@code [time, time]} and one bias c for each day; or, with the norm before, {@code y = x +
 * dropout(σ(W·norm(x) + c))}.
 */
final class TimeMixing implements MixerLayer {
  private final Scratch scratch;
  private final FlatTensors.Tensor weights; // [time, time]: row = day that is written
  private final FlatTensors.Tensor bias; // [time, 1]
  private final GatedActivation activation;
  private final NormedBranch before;
  private final @Nullable MixerNorm after;
  private @Nullable Activations branch;
  private @Nullable Activations sum;
  private @Nullable Activations output;

  static long parameters(TsMixerForm form, int time, int width) {
    return (long) time * time + time + MixerNorm.parameters(form.norm(), time, width);
  }

  TimeMixing(MixerParts parts, String name, int width) {
    scratch = parts.scratch();
    int time = parts.time();
    weights = parts.tensors().weights(name + ".weights", time, time, time, time, 1);
    bias = parts.tensors().constant(name + ".bias", 0, time, 1);
    activation = parts.activation();
    MixerNorm norm = parts.norm(name + "Norm", width);
    before = new NormedBranch(parts.normBefore() ? norm : null, scratch);
    after = parts.normBefore() ? null : norm;
  }

  @Override
  public Activations forward(Activations x, boolean training, long[] seeds) {
    branch = before.forward(x, training);
    sum = Activations.reuse(sum, scratch.type(), x.time, x.batch, x.width);
    Gemm.multiply(weights.value(), branch.byTime, sum.byTime);
    Nd4j.exec(new AddOp(sum.byTime, bias.value(), sum.byTime));
    activation.forward(sum, training, seeds);
    sum.cube.addi(x.cube);
    if (after == null) {
      return sum;
    }
    output = Activations.reuse(output, scratch.type(), x.time, x.batch, x.width);
    after.forward(sum, output, training);
    return output;
  }

  @Override
  public Activations backward(Activations d) {
    if (branch == null) {
      throw new IllegalStateException("backward before forward");
    }
    if (after != null) {
      after.backward(d);
    }
    Activations dz = scratch.hidden(d);
    activation.backward(d.cube, dz.cube);
    Gemm.multiply(dz.byTime, false, branch.byTime, true, 0, weights.gradient());
    scratch.sumColumns(dz.byTime, bias.gradient());
    // d itself is the path around the mixing.
    before.backward(
        d,
        (factor, dBranch) ->
            Gemm.multiply(weights.value(), true, dz.byTime, false, factor, dBranch.byTime));
    return d;
  }

  @Override
  public void close() {
    Activations.free(sum);
    Activations.free(output);
    activation.close();
    before.close();
    if (after != null) {
      after.close();
    }
  }
}
