package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Archive;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A training between two steps, as an {@link Archive}: enough to go on to the same bits.
 *
 * @param fingerprint of the options and data that it belongs to
 * @param state of the loop
 * @param optimizerSteps of the optimiser
 * @param parameters of the network
 * @param best those of the best epoch so far
 * @param moments of the optimiser
 */
record Checkpoint(
    String fingerprint,
    LoopState state,
    int optimizerSteps,
    float[] parameters,
    float[] best,
    List<float[]> moments) {
  private static final String FORMAT = "volatility-checkpoint";
  private static final int VERSION = 1;
  private static final long MAX_BYTES = 1L << 31;
  private static final String PARAMETERS = "parameters.f32";
  private static final String BEST = "best.f32";
  private static final String MOMENT = "moment%d.f32";

  void write(Path file) {
    SortedMap<String, String> out = new TreeMap<>();
    out.put("fingerprint", fingerprint);
    out.put("epoch", "" + state.epoch);
    out.put("batches", "" + state.batches);
    out.put("sum", "" + state.sum);
    out.put("weight", "" + state.weight);
    out.put("seconds", "" + state.seconds);
    out.put("steps", "" + state.steps);
    out.put("best_loss", "" + state.bestLoss);
    out.put("reference", "" + state.reference);
    out.put("stale", "" + state.stale);
    out.put("optimizer_steps", "" + optimizerSteps);
    out.put("moments", "" + moments.size());
    Fields.putEpochs(out, "done", state.done);
    SortedMap<String, byte[]> entries = new TreeMap<>();
    entries.put(PARAMETERS, bytes(parameters));
    entries.put(BEST, bytes(best));
    for (int i = 0; i < moments.size(); i++) {
      entries.put(MOMENT.formatted(i), bytes(moments.get(i)));
    }
    Archive.write(file, FORMAT, VERSION, out, entries);
  }

  /**
   * Reads a checkpoint.
   *
   * @param length numbers that the network has
   * @param momentCount arrays that the optimiser has
   */
  static Checkpoint read(Path file, int length, int momentCount) {
    Archive archive = Archive.read(file, FORMAT, VERSION, MAX_BYTES);
    Fields in = new Fields(file, "checkpoint", archive.manifest());
    LoopState state = new LoopState();
    state.epoch = in.integer("epoch", 1, Integer.MAX_VALUE);
    state.batches = in.integer("batches", 0, Integer.MAX_VALUE);
    state.sum = in.number("sum");
    state.weight = in.number("weight");
    state.seconds = in.number("seconds");
    state.steps = in.wholeNumber("steps");
    state.bestLoss = in.numberOrInfinity("best_loss");
    state.reference = in.numberOrInfinity("reference");
    state.stale = in.integer("stale", 0, Integer.MAX_VALUE);
    state.done.addAll(in.epochs("done"));
    if (state.done.size() != state.epoch - 1) {
      throw in.wrong("done", state.done.size() + " epochs", "all before epoch " + state.epoch);
    }
    List<float[]> moments = new ArrayList<>();
    int count = in.integer("moments", momentCount, momentCount);
    for (int i = 0; i < count; i++) {
      String name = MOMENT.formatted(i);
      moments.add(counted(in, name, in.floats(archive, name), length));
    }
    return new Checkpoint(
        in.text("fingerprint"),
        state,
        in.integer("optimizer_steps", 0, Integer.MAX_VALUE),
        counted(in, PARAMETERS, in.floats(archive, PARAMETERS), length),
        counted(in, BEST, in.finiteFloats(archive, BEST), length),
        moments);
  }

  private static byte[] bytes(float[] numbers) {
    ByteBuffer raw =
        ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(numbers);
    return raw.array();
  }

  private static float[] counted(Fields in, String name, float[] numbers, int length) {
    if (numbers.length != length) {
      throw in.wrong(name, numbers.length + " numbers", "the network's " + length);
    }
    return numbers;
  }
}
