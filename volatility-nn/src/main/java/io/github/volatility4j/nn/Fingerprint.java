package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.series.TimeSeries;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** SHA-256 of what decides a training's bits: options and numbers of the data. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(Recipe recipe, Samples samples) {
    SortedMap<String, String> text = new TreeMap<>();
    ModelFile.putRecipe(text, recipe);
    TrainingDetails details = recipe.training().details();
    if (details.schedule() != TrainingDetails.RateSchedule.COSINE
        && details.validateEvery() == 1
        && Double.isNaN(details.lambdaEnd())) {
      text.remove("training.epochs"); // nothing but the end depends on it: a training may be longer
    }
    MessageDigest digest = sha256();
    digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
    for (int s = 0; s < samples.inputs().length; s++) {
      float[] inputs = samples.inputs()[s];
      ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * inputs.length);
      raw.asFloatBuffer().put(inputs);
      digest.update(raw.array());
      add(digest, samples.truth()[s]);
      add(digest, samples.teacher()[s]);
      add(digest, samples.base()[s]);
      add(digest, samples.weights()[s]);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** That of a search: trainings' options, whole labels, and what else decides it. */
  static String of(Recipe recipe, VolatilityDataset data, String settings) {
    SortedMap<String, String> text = new TreeMap<>();
    ModelFile.putRecipe(text, recipe);
    MessageDigest digest = sha256();
    digest.update((text + settings + data.validationStart()).getBytes(StandardCharsets.UTF_8));
    for (TimeSeries series : data.labels()) {
      digest.update((series.name() + series.attributes()).getBytes(StandardCharsets.UTF_8));
      for (String component : series.components()) {
        digest.update(component.getBytes(StandardCharsets.UTF_8));
        add(digest, series.values(component));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, double[] numbers) {
    ByteBuffer raw = ByteBuffer.allocate(Double.BYTES * numbers.length);
    raw.asDoubleBuffer().put(numbers);
    digest.update(raw.array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
