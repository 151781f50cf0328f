package io.github.volatility4j.dataset;

import io.github.volatility4j.series.SeriesSet;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A dataset as an {@link Archive}: the labels as long CSV, the rest in the manifest. */
final class DatasetFile {
  private static final String FORMAT = "volatility-dataset";
  private static final int VERSION = 1;
  private static final String SERIES = "series.csv";
  private static final long MAX_BYTES = 1L << 30;

  private DatasetFile() {}

  static void save(VolatilityDataset dataset, Path file) {
    DatasetOptions options = dataset.options();
    SortedMap<String, String> manifest = new TreeMap<>();
    manifest.put("validationFraction", Double.toString(options.validationFraction()));
    manifest.put("testFraction", Double.toString(options.testFraction()));
    manifest.put("inputChunkLength", Integer.toString(options.inputChunkLength()));
    manifest.put("truth", options.truth());
    manifest.put("teacher", options.teacher());
    manifest.put("covariateLag", Integer.toString(options.covariateLag()));
    manifest.put("staticMode", options.staticMode().name());
    manifest.put("transform", options.transform().name());
    manifest.put("scale", options.scale().name());
    dataset.validationStart().ifPresent(day -> manifest.put("validationStart", day.toString()));
    putAll(manifest, "covariate", options.covariates());
    putAll(manifest, "leftOut", dataset.leftOut());
    TreeSet<String> attributes = new TreeSet<>();
    dataset.labels().forEach(series -> attributes.addAll(series.attributes().keySet()));
    putAll(manifest, "attribute", List.copyOf(attributes));
    Archive.write(file, FORMAT, VERSION, manifest, Map.of(SERIES, dataset.labels().toLongCsv()));
  }

  private static void putAll(Map<String, String> manifest, String key, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      manifest.put(key + "." + i, values.get(i));
    }
  }

  static VolatilityDataset load(Path file) {
    Archive archive = Archive.read(file, FORMAT, VERSION, MAX_BYTES);
    try {
      return fromArchive(archive);
    } catch (RuntimeException e) {
      // Its checksums are right, so this was not written by save().
      throw new IllegalArgumentException(file + " is not a whole dataset: " + e.getMessage(), e);
    }
  }

  private static VolatilityDataset fromArchive(Archive archive) {
    Map<String, String> manifest = archive.manifest();
    DatasetOptions options =
        new DatasetOptions(
            Double.parseDouble(get(manifest, "validationFraction")),
            Double.parseDouble(get(manifest, "testFraction")),
            Integer.parseInt(get(manifest, "inputChunkLength")),
            get(manifest, "truth"),
            get(manifest, "teacher"),
            getAll(manifest, "covariate"),
            Integer.parseInt(get(manifest, "covariateLag")),
            StaticMode.valueOf(get(manifest, "staticMode")),
            Transform.valueOf(get(manifest, "transform")),
            Scale.valueOf(get(manifest, "scale")));
    Optional<LocalDate> start =
        Optional.ofNullable(manifest.get("validationStart")).map(LocalDate::parse);
    byte[] csv = archive.entries().get(SERIES);
    if (csv == null) {
      throw new IllegalArgumentException("it has no entry " + SERIES);
    }
    SeriesSet labels = SeriesSet.ofLongCsv(csv, SERIES, getAll(manifest, "attribute"));
    return VolatilityDataset.build(labels, options, start, getAll(manifest, "leftOut"));
  }

  private static String get(Map<String, String> manifest, String key) {
    String value = manifest.get(key);
    if (value == null) {
      throw new IllegalArgumentException("its manifest has no " + key);
    }
    return value;
  }

  private static List<String> getAll(Map<String, String> manifest, String key) {
    List<String> values = new ArrayList<>();
    for (String value = manifest.get(key + ".0"); value != null; ) {
      values.add(value);
      value = manifest.get(key + "." + values.size());
    }
    return values;
  }
}
