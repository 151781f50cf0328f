package io.github.volatility4j.dataset;

import io.github.volatility4j.series.SeriesSet;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * A dataset as an {@link Archive}: everything that was derived stands in the labels, a long CSV
 * inside of the zip file, which any program reads; options and names are in the manifest.
 */
final class DatasetFile {
  private static final String FORMAT = "volatility-dataset";
  private static final int VERSION = 1;
  private static final String SERIES = "series.csv";
  private static final long MAX_BYTES = 1L << 30;

  private DatasetFile() {}

  static void save(VolatilityDataset dataset, Path file) {
    SortedMap<String, String> manifest = dataset.options().toText();
    dataset.validationStart().ifPresent(day -> manifest.put("validationStart", day.toString()));
    OptionsText.putAll(manifest, "leftOut", dataset.leftOut());
    TreeSet<String> attributes = new TreeSet<>();
    dataset.labels().forEach(series -> attributes.addAll(series.attributes().keySet()));
    OptionsText.putAll(manifest, "attribute", List.copyOf(attributes));
    Archive.write(file, FORMAT, VERSION, manifest, Map.of(SERIES, dataset.labels().toLongCsv()));
  }

  static VolatilityDataset load(Path file) {
    Archive archive = Archive.read(file, FORMAT, VERSION, MAX_BYTES);
    try {
      return fromArchive(archive);
    } catch (RuntimeException e) {
      // Its checksums are right, so this was not written by save().
      throw new IllegalArgumentException(file + " is not a whole dataset: " + Archive.shown(e), e);
    }
  }

  private static VolatilityDataset fromArchive(Archive archive) {
    Map<String, String> manifest = archive.manifest();
    DatasetOptions options = DatasetOptions.ofText(manifest);
    Optional<LocalDate> start =
        Optional.ofNullable(manifest.get("validationStart")).map(LocalDate::parse);
    byte[] csv = archive.entries().get(SERIES);
    if (csv == null) {
      throw new IllegalArgumentException("it has no entry " + SERIES);
    }
    SeriesSet labels = SeriesSet.ofLongCsv(csv, SERIES, OptionsText.getAll(manifest, "attribute"));
    return VolatilityDataset.build(labels, options, start, OptionsText.getAll(manifest, "leftOut"));
  }
}
