package io.github.volatility4j.nn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_abc;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcde;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_kind_opaque;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lstm_backward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_lstm_forward_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_format_kind;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_rnn_flags_diff_weights_overwrite;
import static org.bytedeco.dnnl.global.dnnl.dnnl_rnn_flags_undef;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unidirectional_left2right;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/**
 * oneDNN's primitives of one LSTM layer for one number of rows, and the layouts they want. Threads
 * may share them: each brings its own memory.
 *
 * <p>A tensor over time is {@code [time, rows, channel]}; weights are {@code [1, 1, input, gate,
 * cell]} in the layout that oneDNN asks for, one for forward and another for backward. Gradients
 * are f32 whatever the type of the rest.
 *
 * <p>The states before the first day are 0 and could be left out, but must not: without them, the
 * f32 kernel of oneDNN 3.11 takes the gradient of the recurrent weights from the states of the same
 * day instead of the day before.
 */
final class LstmPrimitives {
  final dnnl_memory_desc input; // [time, rows, in]
  final dnnl_memory_desc output; // [time, rows, width]
  final dnnl_memory_desc state; // before the first day // [1, 1, rows, width]
  final dnnl_memory_desc cell; // before the first day, f32 // [1, 1, rows, width]
  final dnnl_memory_desc bias; // [1, 1, gate, width]
  final dnnl_memory_desc inputWeights;
  final dnnl_memory_desc recurrentWeights;
  final dnnl_primitive forward;
  final dnnl_memory_desc scratch;
  private final @Nullable Backward backward; // when training

  /** What the backward pass has beyond the forward's. */
  static final class Backward {
    final dnnl_memory_desc workspace; // from forward to backward
    final dnnl_memory_desc inputWeights;
    final dnnl_memory_desc recurrentWeights;
    final dnnl_memory_desc dInput; // [time, rows, in]
    final dnnl_memory_desc dState; // before the first day; of the cell, too // [1, 1, rows, width]
    final dnnl_memory_desc dOutput; // [time, rows, width]
    final dnnl_memory_desc dInputWeights;
    final dnnl_memory_desc dRecurrentWeights;
    final dnnl_memory_desc dBias;
    final dnnl_memory_desc scratch;
    final dnnl_primitive primitive;

    /**
     * Whether it overwrites the gradients of weights and biases, rather than adding to what is
     * there. oneDNN's fast kernel for bf16 can only add.
     */
    final boolean overwritesGradient;

    Backward(
        boolean overwritesGradient,
        dnnl_memory_desc dInput,
        dnnl_memory_desc dState,
        dnnl_memory_desc dOutput,
        dnnl_memory_desc dBias,
        dnnl_primitive_desc forward,
        dnnl_primitive_desc backward,
        dnnl_primitive primitive) {
      this.overwritesGradient = overwritesGradient;
      this.dInput = dInput;
      this.dState = dState;
      this.dOutput = dOutput;
      this.dBias = dBias;
      this.primitive = primitive;
      workspace = query(forward, dnnl_query_workspace_md, 0);
      inputWeights = query(backward, dnnl_query_weights_md, 0);
      recurrentWeights = query(backward, dnnl_query_weights_md, 1);
      dInputWeights = query(backward, dnnl_query_diff_weights_md, 0);
      dRecurrentWeights = query(backward, dnnl_query_diff_weights_md, 1);
      scratch = query(backward, dnnl_query_scratchpad_md, 0);
    }
  }

  /**
   * Sizes of a layer.
   *
   * @param type number type of activations and weights, f32 or bf16 as oneDNN counts them
   * @param time days
   * @param rows windows that go through together
   * @param in channels of the layer's input
   * @param width channels of its output
   */
  record Sizes(int type, long time, long rows, long in, long width) {}

  /** What a forward is for. */
  enum Purpose {
    /** Outputs only. */
    INFERENCE,
    /** Outputs, and both states after the last day, for the days that follow. */
    STRETCH,
    /** A backward pass follows. */
    TRAINING
  }

  LstmPrimitives(DnnlArena arena, Sizes sizes, Purpose purpose) {
    int type = sizes.type;
    input = arena.dense(type, dnnl_abc, sizes.time, sizes.rows, sizes.in);
    output = arena.dense(type, dnnl_abc, sizes.time, sizes.rows, sizes.width);
    state = arena.dense(type, dnnl_abcd, 1, 1, sizes.rows, sizes.width);
    cell = arena.dense(dnnl_f32, dnnl_abcd, 1, 1, sizes.rows, sizes.width);
    bias = arena.dense(dnnl_f32, dnnl_abcd, 1, 1, 4, sizes.width);
    dnnl_memory_desc anyInput = weights(arena, type, dnnl_format_tag_any, sizes.in, sizes.width);
    dnnl_memory_desc anyRecurrent =
        weights(arena, type, dnnl_format_tag_any, sizes.width, sizes.width);
    dnnl_primitive_attr attributes = arena.userScratchpad();
    dnnl_primitive_desc desc = forwardDesc(arena, purpose, anyInput, anyRecurrent, attributes);
    if (isOpaque(query(desc, dnnl_query_weights_md, 0))
        || isOpaque(query(desc, dnnl_query_weights_md, 1))) {
      // Packed for one matrix product: no gate can be written alone. The plain layout always works.
      desc =
          forwardDesc(
              arena,
              purpose,
              weights(arena, type, dnnl_abcde, sizes.in, sizes.width),
              weights(arena, type, dnnl_abcde, sizes.width, sizes.width),
              attributes);
    }
    inputWeights = query(desc, dnnl_query_weights_md, 0);
    recurrentWeights = query(desc, dnnl_query_weights_md, 1);
    scratch = query(desc, dnnl_query_scratchpad_md, 0);
    forward = arena.primitive(desc, "LSTM forward");
    backward =
        purpose == Purpose.TRAINING
            ? backward(arena, sizes, anyInput, anyRecurrent, desc, attributes)
            : null;
  }

  /** {@return the backward pass} */
  Backward backward() {
    if (backward == null) {
      throw new IllegalStateException("made without a backward pass");
    }
    return backward;
  }

  private static dnnl_memory_desc weights(DnnlArena arena, int type, int tag, long in, long width) {
    return arena.dense(type, tag, 1, 1, in, 4, width);
  }

  private static boolean isOpaque(dnnl_memory_desc desc) {
    try (IntPointer kind = new IntPointer(1)) {
      OneDnn.check(dnnl_memory_desc_query(desc, dnnl_query_format_kind, kind), "layout");
      return kind.get() == dnnl_format_kind_opaque;
    }
  }

  private dnnl_primitive_desc forwardDesc(
      DnnlArena arena,
      Purpose purpose,
      dnnl_memory_desc inputWeights,
      dnnl_memory_desc recurrentWeights,
      dnnl_primitive_attr attributes) {
    dnnl_primitive_desc desc = arena.primitiveDesc();
    OneDnn.check(
        dnnl_lstm_forward_primitive_desc_create(
            desc,
            OneDnn.engine(),
            purpose == Purpose.TRAINING ? dnnl_forward_training : dnnl_forward_inference,
            dnnl_unidirectional_left2right,
            input,
            state,
            cell,
            inputWeights,
            recurrentWeights,
            null, // no peepholes
            null, // no projection
            bias,
            output,
            purpose == Purpose.STRETCH ? state : null, // else h is in the output, c not wanted
            purpose == Purpose.STRETCH ? cell : null,
            dnnl_rnn_flags_undef,
            attributes),
        "LSTM forward");
    return desc;
  }

  private Backward backward(
      DnnlArena arena,
      Sizes sizes,
      dnnl_memory_desc anyInput,
      dnnl_memory_desc anyRecurrent,
      dnnl_primitive_desc forwardDesc,
      dnnl_primitive_attr attributes) {
    dnnl_memory_desc dInput = arena.dense(dnnl_f32, dnnl_abc, sizes.time, sizes.rows, sizes.in);
    dnnl_memory_desc dState = arena.dense(dnnl_f32, dnnl_abcd, 1, 1, sizes.rows, sizes.width);
    dnnl_memory_desc dOutput = arena.dense(dnnl_f32, dnnl_abc, sizes.time, sizes.rows, sizes.width);
    dnnl_memory_desc dBias = arena.dense(dnnl_f32, dnnl_abcd, 1, 1, 4, sizes.width);
    dnnl_primitive_desc desc = arena.primitiveDesc();
    boolean overwrite = sizes.type == dnnl_f32;
    OneDnn.check(
        dnnl_lstm_backward_primitive_desc_create(
            desc,
            OneDnn.engine(),
            dnnl_backward,
            dnnl_unidirectional_left2right,
            input,
            state,
            cell,
            anyInput,
            anyRecurrent,
            null,
            null,
            bias,
            output,
            null,
            null,
            dInput,
            dState,
            dState,
            weights(arena, dnnl_f32, dnnl_format_tag_any, sizes.in, sizes.width),
            weights(arena, dnnl_f32, dnnl_format_tag_any, sizes.width, sizes.width),
            null,
            null,
            dBias,
            dOutput,
            null,
            null,
            overwrite ? dnnl_rnn_flags_diff_weights_overwrite : dnnl_rnn_flags_undef,
            forwardDesc,
            attributes),
        "LSTM backward");
    return new Backward(
        overwrite,
        dInput,
        dState,
        dOutput,
        dBias,
        forwardDesc,
        desc,
        arena.primitive(desc, "LSTM backward"));
  }

  private static dnnl_memory_desc query(dnnl_primitive_desc desc, int what, int index) {
    return dnnl_primitive_desc_query_md(desc, what, index); // belongs to desc
  }
}
