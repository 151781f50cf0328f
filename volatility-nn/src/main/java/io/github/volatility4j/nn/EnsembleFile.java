package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Archive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An ensemble as a file: that of a model (see {@link ModelFile}) in which the number of members
 * stands first and each member's keys and entries have its number in front. A file without that
 * number is one model.
 */
final class EnsembleFile {
  private static final String MEMBERS = "members";
  private static final int MOST_MEMBERS = 10_000;

  private EnsembleFile() {}

  private static String keys(int member) {
    return "member." + member + ".";
  }

  private static String entries(int member) {
    return "member-" + member + "-";
  }

  static void write(Path file, List<NeuralVolatility> members) {
    SortedMap<String, String> manifest = new TreeMap<>();
    SortedMap<String, byte[]> entries = new TreeMap<>();
    int version = 0;
    for (int m = 0; m < members.size(); m++) {
      Archive one = members.get(m).archive();
      String keys = keys(m);
      String names = entries(m);
      one.manifest().forEach((key, value) -> manifest.put(keys + key, value));
      one.entries().forEach((name, content) -> entries.put(names + name, content));
      version = one.version();
    }
    manifest.put(MEMBERS, "" + members.size());
    ModelFile.write(file, new Archive(version, manifest, entries));
  }

  static TrainedVolatility read(Path file) {
    Archive archive = ModelFile.read(file);
    return isEnsemble(archive) ? ensemble(file, archive) : ModelFile.model(file, archive);
  }

  static NeuralVolatility readOne(Path file) {
    Archive archive = ModelFile.read(file);
    if (isEnsemble(archive)) {
      throw new IllegalArgumentException(
          file + " is an ensemble of networks, one network is wanted");
    }
    return ModelFile.model(file, archive);
  }

  private static boolean isEnsemble(Archive archive) {
    return archive.manifest().containsKey(MEMBERS);
  }

  private static VolatilityEnsemble ensemble(Path file, Archive archive) {
    Fields in = new Fields(file, "ensemble", archive.manifest());
    int count = in.integer(MEMBERS, VolatilityEnsemble.LEAST_MEMBERS, MOST_MEMBERS);
    List<NeuralVolatility> members = new ArrayList<>();
    for (int m = 0; m < count; m++) {
      members.add(ModelFile.model(file, member(archive, m, in)));
    }
    return in.checked(() -> VolatilityEnsemble.of(members));
  }

  private static Archive member(Archive archive, int member, Fields in) {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    String names = entries(member);
    archive
        .entries()
        .forEach(
            (name, content) -> {
              if (name.startsWith(names)) {
                entries.put(name.substring(names.length()), content);
              }
            });
    return new Archive(archive.version(), new TreeMap<>(in.under(keys(member))), entries);
  }
}
