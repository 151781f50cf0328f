package io.github.volatility4j.nn;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mixing over the features of a day, the same for every day: {@code y = norm(x + dropout(dropout(σ(
 * x·U + a))·V + b))} with U from the features to feed-forward width and V from there; or, with the
 * norm before, {@code y = x + dropout(dropout(σ(norm(x)·U + a))·V + b)}. Where there come out other
 * than as many features as go in, the sum is with {@code x·S + s} instead of x.
 */
final class FeatureMixing implements MixerLayer {
  private final int wide;
  private final int to;
  private final Scratch scratch;
  private final @Nullable DayProjection skip;
  private final FlatTensors.Tensor expand; // [from, wide]
  private final FlatTensors.Tensor expandBias; // [1, wide]
  private final FlatTensors.Tensor contract; // [wide, to]
  private final FlatTensors.Tensor contractBias; // [1, to]
  private final GatedActivation activation;
  private final WindowMasks masks;
  private final NormedBranch before;
  private final @Nullable MixerNorm after;
  private @Nullable Activations input;
  private @Nullable Activations branch;
  private @Nullable Activations expanded;
  private @Nullable Activations mask;
  private @Nullable Activations sum;
  private @Nullable Activations output;
  private @Nullable Activations dInput;

  static long parameters(TsMixerForm form, int time, int from, int wide, int to) {
    return (from == to ? 0 : DayProjection.parameters(from, to))
        + DayProjection.parameters(from, wide)
        + DayProjection.parameters(wide, to)
        + MixerNorm.parameters(form.norm(), time, form.normBefore() ? from : to);
  }

  /**
   * @param from features that go in
   * @param to features that come out
   */
  FeatureMixing(MixerParts parts, String name, int from, int to) {
    this.to = to;
    wide = parts.feedForward();
    scratch = parts.scratch();
    FlatTensors tensors = parts.tensors();
    skip = from == to ? null : new DayProjection(tensors, name + ".skip", from, to, scratch);
    expand = tensors.weights(name + ".expand", from, wide, from, wide, 1);
    expandBias = tensors.constant(name + ".expandBias", 0, 1, wide);
    contract = tensors.weights(name + ".contract", wide, to, wide, to, 1);
    contractBias = tensors.constant(name + ".contractBias", 0, 1, to);
    activation = parts.activation();
    masks = parts.masks();
    MixerNorm norm = parts.norm(name + "Norm", parts.normBefore() ? from : to);
    before = new NormedBranch(parts.normBefore() ? norm : null, scratch);
    after = parts.normBefore() ? null : norm;
  }

  @Override
  public Activations forward(Activations x, boolean training, long[] seeds) {
    input = x;
    branch = before.forward(x, training);
    expanded = Activations.reuse(expanded, scratch.type(), x.time, x.batch, wide);
    sum = Activations.reuse(sum, scratch.type(), x.time, x.batch, to);
    Gemm.multiply(branch.byDay, expand.value(), expanded.byDay);
    Nd4j.exec(new AddOp(expanded.byDay, expandBias.value(), expanded.byDay));
    activation.forward(expanded, training, seeds);
    Gemm.multiply(expanded.byDay, contract.value(), sum.byDay);
    Nd4j.exec(new AddOp(sum.byDay, contractBias.value(), sum.byDay));
    if (training && !masks.off()) {
      mask = Activations.reuse(mask, scratch.type(), x.time, x.batch, to);
      masks.fill(seeds, mask);
      sum.cube.muli(mask.cube);
    }
    sum.cube.addi(skip == null ? x.cube : skip.forward(x).cube);
    if (after == null) {
      return sum;
    }
    output = Activations.reuse(output, scratch.type(), x.time, x.batch, to);
    after.forward(sum, output, training);
    return output;
  }

  @Override
  public Activations backward(Activations d) {
    if (input == null || branch == null || expanded == null) {
      throw new IllegalStateException("backward before forward");
    }
    if (after != null) {
      after.backward(d);
    }
    Activations dContracted = d;
    if (mask != null) {
      dContracted = scratch.hidden(d);
      Nd4j.exec(new MulOp(d.cube, mask.cube, dContracted.cube));
    }
    Gemm.multiply(expanded.byDay, true, dContracted.byDay, false, 0, contract.gradient());
    scratch.sumRows(dContracted.byDay, contractBias.gradient());
    Activations dExpanded = scratch.wide(d.time, d.batch, wide);
    Gemm.multiply(dContracted.byDay, false, contract.value(), true, 0, dExpanded.byDay);
    activation.backward(dExpanded.cube, dExpanded.cube);
    Gemm.multiply(branch.byDay, true, dExpanded.byDay, false, 0, expand.gradient());
    scratch.sumRows(dExpanded.byDay, expandBias.gradient());
    // d itself is the path around the mixing, unless that has weights of its own.
    Activations around = d;
    if (skip != null) {
      skip.backward(d);
      dInput = Activations.reuse(dInput, scratch.type(), d.time, d.batch, input.width);
      skip.backwardInput(d, dInput);
      around = dInput;
    }
    before.backward(
        around,
        (factor, dBranch) ->
            Gemm.multiply(dExpanded.byDay, false, expand.value(), true, factor, dBranch.byDay));
    return around;
  }

  @Override
  public void close() {
    Activations.free(expanded);
    Activations.free(mask);
    Activations.free(sum);
    Activations.free(output);
    Activations.free(dInput);
    activation.close();
    before.close();
    if (skip != null) {
      skip.close();
    }
    if (after != null) {
      after.close();
    }
  }
}
