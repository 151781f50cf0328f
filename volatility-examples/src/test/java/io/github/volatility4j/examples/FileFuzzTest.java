package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.volatility4j.dataset.Archive;
import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.nn.LstmOptions;
import io.github.volatility4j.nn.NeuralVolatility;
import io.github.volatility4j.nn.Preset;
import io.github.volatility4j.nn.Reference;
import io.github.volatility4j.nn.RunDirectory;
import io.github.volatility4j.nn.TsMixerOptions;
import io.github.volatility4j.nn.VolatilityTrainer;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fuzz: models, datasets and checkpoints whose bytes were damaged give what they held or one
 * sentence that names the file; those that were changed and got right checksums again, by somebody
 * who means it, give something usable or such a sentence. Either takes memory in proportion to the
 * file, and nothing in a file is executed. {@code -Dfuzz.cases=10000} tries as many files, {@code
 * -Dfuzz.seed} others.
 */
@Tag("heavy")
class FileFuzzTest {
  private static final int CASES = Integer.getInteger("fuzz.cases", 300);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir static Path dir;

  private static VolatilityDataset data;
  private static VolatilityTrainer mixer;
  private static byte[] dataFile;
  private static byte[] checkpointFile;
  private static List<byte[]> models;

  private final Mutations mutations = new Mutations(SEED);

  @BeforeAll
  static void makeFiles() throws IOException {
    Path prices = TestData.lines(dir.resolve("prices.csv"), TestData.widePanel(120, "A", "B 台"));
    SeriesSet returns = SeriesSet.readCsv(prices).map(Returns::logPercent);
    data =
        VolatilityDataset.of(
            GarchTeacher.of(40).label(returns).series(),
            DatasetOptions.defaults()
                .withInputChunkLength(10)
                .withTruth("var_true_40")
                .withTeacher("garch_var_40"));
    mixer =
        VolatilityTrainer.builder()
            .tsMixer(Preset.SEED)
            .tsMixer(new TsMixerOptions(3, 3, 1, 0.1, false))
            .epochs(2);
    VolatilityTrainer lstm =
        VolatilityTrainer.builder()
            .lstm()
            .lstm(new LstmOptions(1, 3, 0, 0))
            .anchor(Reference.ewma())
            .labelTeacher()
            .trainingLength(0)
            .epochs(1);
    Path run = dir.resolve("run");
    mixer.runDirectory(RunDirectory.of(run)).fit(data).save(dir.resolve("mixer"));
    lstm.fit(data).save(dir.resolve("lstm"));
    data.save(dir.resolve("data"));
    dataFile = Files.readAllBytes(dir.resolve("data"));
    checkpointFile = Files.readAllBytes(run.resolve("last.checkpoint"));
    models =
        List.of(Files.readAllBytes(dir.resolve("mixer")), Files.readAllBytes(dir.resolve("lstm")));
  }

  private static Path write(String name, byte[] content) {
    try {
      return Files.write(dir.resolve(name), content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Reads a file and says whether it was taken: if not, in a sentence; in either case with memory
   * in proportion.
   */
  private static <T> Optional<T> read(Path file, int number, Function<Path, T> reader)
      throws IOException {
    long size = Files.size(file);
    long before = THREAD.getCurrentThreadAllocatedBytes();
    Optional<T> out;
    try {
      out = Optional.of(reader.apply(file));
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).as("case %d", number).contains(file.toString());
      assertThat(e.getMessage().matches(".{1,600}")).as("case %d: %s", number, e).isTrue();
      out = Optional.empty();
    }
    assertThat(THREAD.getCurrentThreadAllocatedBytes() - before)
        .as("case %d: bytes allocated", number)
        .isLessThan((200 << 20) + 500 * size);
    return out;
  }

  private byte[] damaged(byte[] whole) {
    return mutations.random().nextInt(3) == 0
        ? mutations.zip(whole)
        : mutations.bytes(whole, dataFile);
  }

  /** Other content under checksums that are right. */
  private Path changed(String name, byte[] whole, String format) {
    Archive archive = Archive.read(write("whole", whole), format, 1, 1 << 24);
    SortedMap<String, String> manifest = new TreeMap<>(archive.manifest());
    Map<String, byte[]> entries = new TreeMap<>(archive.entries());
    if (mutations.random().nextInt(3) > 0) {
      for (int changes = mutations.random().nextInt(1, 4); changes > 0; changes--) {
        String key = mutations.oneOf(List.copyOf(manifest.keySet()));
        switch (mutations.random().nextInt(4)) {
          case 0 -> manifest.remove(key);
          case 1 ->
              manifest.put(key, manifest.get(mutations.oneOf(List.copyOf(manifest.keySet()))));
          case 2 -> manifest.put(key, mutations.oneOf(Mutations.ODD));
          default -> manifest.put(key, text(manifest.get(key), " "));
        }
      }
    } else {
      String key = mutations.oneOf(List.copyOf(entries.keySet()));
      byte[] content = entries.get(key);
      boolean csv = key.endsWith(".csv");
      String text = new String(content, StandardCharsets.UTF_8);
      entries.put(
          key,
          csv
              ? text(text, ",").getBytes(StandardCharsets.UTF_8)
              : mutations.bytes(content, dataFile));
    }
    Path file = dir.resolve(name);
    Archive.write(file, format, 1, manifest, entries);
    return file;
  }

  /** What UTF-8 can't hold is no text that a file could. */
  private String text(String whole, String separator) {
    byte[] bytes = mutations.text(whole, separator).getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static double[] forecast(NeuralVolatility model) {
    double[] variance = model.forecast(model.names().get(0), 2).variance();
    assertThat(Arrays.stream(variance).allMatch(h -> h > 0 && h < 1e300)).isTrue();
    return variance;
  }

  /** What was damaged and is taken all the same, is the same; what was changed, speaks clearly. */
  private static void isUsable(
      int number, Optional<NeuralVolatility> read, boolean damage, double[] right) {
    if (read.isEmpty()) {
      return;
    }
    try {
      double[] variance = forecast(read.get());
      if (damage) {
        assertThat(variance).as("case %d", number).isEqualTo(right);
      }
    } catch (IllegalArgumentException e) {
      assertThat(damage).as("case %d: %s", number, e).isFalse();
      assertThat(e.getMessage().matches(".{1,600}")).as("case %d: %s", number, e).isTrue();
    }
  }

  /** Goes on from a checkpoint. Weights that somebody put there may still lead nowhere. */
  private static NeuralVolatility resumed(Path run) {
    try {
      return mixer.runDirectory(RunDirectory.of(run).resumed()).fit(data);
    } catch (IllegalStateException e) {
      assertThat(e.getMessage()).startsWith("the loss became NaN");
      throw new IllegalArgumentException(run.resolve("last.checkpoint") + " leads nowhere", e);
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void models() throws IOException {
    List<double[]> right =
        models.stream().map(m -> forecast(NeuralVolatility.load(write("right", m)))).toList();
    int taken = 0;
    for (int i = 0; i < CASES / 3; i++) {
      int which = mutations.random().nextInt(models.size());
      byte[] whole = models.get(which);
      boolean damage = mutations.random().nextBoolean();
      Path file =
          damage
              ? write("damaged.model", damaged(whole))
              : changed("changed.model", whole, "volatility-model");
      var read = read(file, i, NeuralVolatility::load);
      isUsable(i, read, damage, right.get(which));
      taken += read.isPresent() ? 1 : 0;
    }
    report("models", taken);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void datasets() throws IOException {
    int taken = 0;
    for (int i = 0; i < CASES / 3; i++) {
      boolean damage = mutations.random().nextBoolean();
      Path file =
          damage
              ? write("damaged.data", damaged(dataFile))
              : changed("changed.data", dataFile, "volatility-dataset");
      var read = read(file, i, VolatilityDataset::load);
      if (damage && read.isPresent()) {
        assertThat(read.get()).as("case %d", i).isEqualTo(data);
      }
      taken += read.isPresent() ? 1 : 0;
    }
    report("datasets", taken);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void checkpoints() throws IOException {
    double[] right = forecast(NeuralVolatility.load(dir.resolve("mixer")));
    Path run = Files.createDirectories(dir.resolve("resumed"));
    Path file = run.resolve("last.checkpoint");
    int taken = 0;
    for (int i = 0; i < CASES / 3; i++) {
      boolean damage = mutations.random().nextBoolean();
      byte[] content =
          damage
              ? damaged(checkpointFile)
              : Files.readAllBytes(changed("changed", checkpointFile, "volatility-checkpoint"));
      Files.write(file, content);
      var read = read(file, i, f -> resumed(run));
      isUsable(i, read, damage, right);
      taken += read.isPresent() ? 1 : 0;
    }
    report("checkpoints", taken);
  }

  private static void report(String what, int taken) {
    assertThat(Mutations.Trap.sprung()).isFalse();
    System.out.printf("%s: %d files, %d of them taken%n", what, CASES / 3, taken);
  }
}
