package io.github.volatility4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFileTest {
  @TempDir Path directory;

  private final SeriesSet labels =
      SeriesSet.of(
          List.of(
              Labels.series("A, \"1\"", 3, 30, 1)
                  .withAttribute("industry_code", "01")
                  .withAttribute("founded", "1990"),
              Labels.series(" 2330", 0, 20, 2).withAttribute("industry_code", "24"),
              Labels.series("SHORT", 0, 2, 3)));
  private final DatasetOptions options =
      Labels.OPTIONS
          .withParts(0.15, 1.0 / 3)
          .withBurnIn(5)
          .withCovariates(
              Covariates.past(List.of("volume", "log_return"), 3)
                  .withKnown(List.of("teacher"))
                  .withRanked(List.of("volume"))
                  .withCalendar(List.of(CalendarFeature.DAY_OF_WEEK)))
          .withStaticMode(StaticMode.INDUSTRY_TICKER)
          .withTransform(Transform.LOG1P)
          .withScale(Scale.ZSCORE);

  private Path file() {
    return directory.resolve("d.vds");
  }

  @Test
  void whatIsLoadedEqualsWhatWasSavedToTheLastBit() {
    VolatilityDataset dataset = VolatilityDataset.of(labels, options);
    dataset.save(file());
    VolatilityDataset loaded = VolatilityDataset.load(file());

    assertThat(loaded).isEqualTo(dataset);
    assertThat(loaded.scaler()).isEqualTo(dataset.scaler());
    assertThat(loaded.leftOut()).containsExactly("SHORT");
    assertThat(loaded.staticNames()).isEqualTo(dataset.staticNames());
    assertThat(loaded.labels().get("A, \"1\"").attributes()).containsEntry("founded", "1990");
  }

  @Test
  void aSplitByDateIsKept() {
    VolatilityDataset dataset = VolatilityDataset.splitAt(labels, options, Labels.DAY.plusDays(12));
    dataset.save(file());

    assertThat(VolatilityDataset.load(file())).isEqualTo(dataset);
  }

  @Test
  void savingTwiceGivesTheSameBytes() throws IOException {
    VolatilityDataset dataset = VolatilityDataset.of(labels, options);
    dataset.save(file());
    Path again = directory.resolve("again.vds");
    VolatilityDataset.load(file()).save(again);

    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file()));
  }

  @Test
  void theSeriesAreReadableByAnyone() {
    VolatilityDataset dataset = VolatilityDataset.of(labels, options);
    dataset.save(file());
    byte[] csv = Archive.read(file(), "volatility-dataset", 1, 1 << 20).entries().get("series.csv");

    assertThat(new String(csv, StandardCharsets.UTF_8))
        .startsWith("code,date,log_return,truth,teacher,volume,");
  }

  @Test
  void anUndatedDatasetCannotBeSaved() {
    TimeSeries dated = Labels.series("U", 0, 20, 1);
    VolatilityDataset undated =
        VolatilityDataset.of(
            SeriesSet.of(
                TimeSeries.of("U", dated.values())
                    .with("truth", dated.values("truth"))
                    .with("teacher", dated.values("teacher"))),
            Labels.OPTIONS);

    assertThatThrownBy(() -> undated.save(file()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("series U has no dates");
    assertThat(file()).doesNotExist();
  }

  @Test
  void anOutputThatCannotBeWrittenIsNamed() {
    Path nowhere = directory.resolve("no").resolve("d.vds");

    assertThatThrownBy(() -> VolatilityDataset.of(labels, options).save(nowhere))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write " + nowhere);
  }

  @Test
  void anArchiveThatIsNoDatasetIsRefused() {
    SortedMap<String, String> manifest = new TreeMap<>();
    Archive.write(file(), "volatility-dataset", 1, manifest, Map.of());
    assertThatThrownBy(() -> VolatilityDataset.load(file()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file() + " is not a whole dataset: its manifest has no validation");

    VolatilityDataset.of(labels, options).save(file());
    Archive saved = Archive.read(file(), "volatility-dataset", 1, 1 << 20);
    for (Map.Entry<String, String> wrong :
        Map.of(
                "validation", "many",
                "inputChunkLength", "-1",
                "scale", "BIG",
                "truth", "nothing",
                "validationStart", "soon")
            .entrySet()) {
      manifest = new TreeMap<>(saved.manifest());
      manifest.put(wrong.getKey(), wrong.getValue());
      Archive.write(file(), "volatility-dataset", 1, manifest, saved.entries());

      assertThatThrownBy(() -> VolatilityDataset.load(file()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(file() + " is not a whole dataset: ");
    }
    Archive.write(file(), "volatility-dataset", 1, saved.manifest(), Map.of());
    assertThatThrownBy(() -> VolatilityDataset.load(file()))
        .hasMessage(file() + " is not a whole dataset: it has no entry series.csv");
  }
}
