package io.github.volatility4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  private static final long MAX = 1 << 20;

  @TempDir Path directory;

  private final SortedMap<String, String> manifest = new TreeMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  ArchiveTest() {
    manifest.put("lambda", "0.01");
    manifest.put(" odd = key:#!", " odd \\ value\n = : #é台\t\f ");
    manifest.put("empty", "");
    entries.put(
        "weights.bin",
        new SplittableRandom(1)
            .ints(500, 0, 9)
            .mapToObj(Integer::toString)
            .reduce("", String::concat)
            .getBytes(StandardCharsets.UTF_8));
    entries.put("a-b_c.txt", "text".getBytes(StandardCharsets.UTF_8));
    entries.put("nothing", new byte[0]);
  }

  private Path written(String name) {
    Path file = directory.resolve(name);
    Archive.write(file, "test-format", 3, manifest, entries);
    return file;
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> Archive.read(file, "test-format", 3, MAX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + " " + why);
  }

  private static boolean isWhatWasWritten(
      Archive read, Map<String, String> manifest, Map<String, byte[]> entries) {
    return read.version() == 3
        && read.manifest().equals(manifest)
        && read.entries().keySet().equals(entries.keySet())
        && entries.entrySet().stream()
            .allMatch(entry -> Arrays.equals(entry.getValue(), read.entries().get(entry.getKey())));
  }

  /** A zip of entries in the order given, which need not be one of ours. */
  private Path zip(Object... namesAndContents) {
    Path file = directory.resolve("made.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
        zip.write((byte[]) namesAndContents[i + 1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private byte[] manifestOf(SortedMap<String, byte[]> content) {
    return ArchiveManifest.of("test-format", 3, manifest, content).toBytes();
  }

  @Test
  void whatIsWrittenIsRead() {
    Archive read = Archive.read(written("a.zip"), "test-format", 5, MAX);

    assertThat(isWhatWasWritten(read, manifest, entries)).isTrue();
    assertThatThrownBy(() -> read.manifest().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> read.entries().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void sameContentIsTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(written("a.zip"));
    Map<String, byte[]> reversed = new TreeMap<>(Comparator.reverseOrder());
    reversed.putAll(entries);
    entries.clear();
    entries.putAll(reversed);

    assertThat(Files.readAllBytes(written("b.zip"))).isEqualTo(first);
  }

  @Test
  void theManifestIsReadableText() {
    entries.clear();
    entries.put("x", "1".getBytes(StandardCharsets.UTF_8));
    manifest.keySet().removeIf(key -> !key.equals("lambda"));
    SortedMap<String, byte[]> one = new TreeMap<>(entries);

    // sha-256 of "1", from sha256sum
    assertThat(new String(manifestOf(one), StandardCharsets.UTF_8))
        .startsWith(
            "archive.format=test-format\n"
                + "archive.sha256.x="
                + "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b\n"
                + "archive.version=3\n"
                + "lambda=0.01\n"
                + "archive.checksum=");
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = directory.resolve("none.zip");

    assertThatThrownBy(() -> Archive.read(file, "test-format", 3, MAX))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("there is no file " + file);
    assertThatThrownBy(() -> Archive.read(directory, "test-format", 3, MAX))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot read " + directory);
  }

  @Test
  void aForeignFileIsRefused() throws IOException {
    Path text = Files.writeString(directory.resolve("t"), "date,A\n");
    Path empty = Files.writeString(directory.resolve("e"), "");

    assertRefused(text, "is not a test-format file");
    assertRefused(empty, "is not a test-format file");
    assertRefused(zip("a.txt", new byte[10]), "is not a test-format file");
  }

  @Test
  void anotherFormatIsRefused() {
    Path file = directory.resolve("o.zip");
    Archive.write(file, "other", 3, manifest, entries);

    assertRefused(file, "is a 'other' file, a 'test-format' file is wanted");
  }

  @Test
  void aNewerVersionIsRefused() {
    Path file = written("a.zip");

    assertThatThrownBy(() -> Archive.read(file, "test-format", 2, MAX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            file
                + " was written by a newer version of this library: its format has version 3, this"
                + " one reads up to 2");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(written("a.zip"));
    for (int length = 0; length < whole.length; length += length < whole.length - 60 ? 11 : 1) {
      Path cut = Files.write(directory.resolve("cut.zip"), Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> Archive.read(cut, "test-format", 3, MAX))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(cut + " is ");
    }
  }

  @Test
  void aMissingEntryIsRefused() {
    SortedMap<String, byte[]> two = new TreeMap<>(Map.of("x", new byte[1], "y", new byte[2]));

    assertRefused(
        zip("manifest.properties", manifestOf(two), "x", new byte[1]),
        "is damaged: its entry y is missing");
  }

  @Test
  void anUnexpectedEntryIsRefused() {
    SortedMap<String, byte[]> one = new TreeMap<>(Map.of("x", new byte[1]));

    assertRefused(
        zip("manifest.properties", manifestOf(one), "x", new byte[1], "y", new byte[1]),
        "is damaged: it has an unexpected entry 'y'");
    assertRefused(
        zip("manifest.properties", manifestOf(one), "x", new byte[1], "../y", new byte[1]),
        "is damaged: it has an unexpected entry '../y'");
  }

  @Test
  void aChangedEntryIsRefused() {
    SortedMap<String, byte[]> one = new TreeMap<>(Map.of("x", new byte[1]));

    assertRefused(
        zip("manifest.properties", manifestOf(one), "x", new byte[2]),
        "is damaged: its entry x has a wrong checksum");
  }

  @Test
  void aRepeatedEntryIsRefused() throws IOException {
    SortedMap<String, byte[]> two = new TreeMap<>(Map.of("x", new byte[1], "y", new byte[1]));
    Path file = zip("manifest.properties", manifestOf(two), "x", new byte[1], "y", new byte[1]);
    // ZipOutputStream refuses to write a name twice, so y becomes x afterwards.
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 30; i < bytes.length; i++) {
      if (bytes[i] == 'y' && bytes[i - 30] == 'P' && bytes[i - 29] == 'K' && bytes[i - 28] == 3) {
        bytes[i] = 'x';
      }
    }
    Files.write(file, bytes);

    assertRefused(file, "is damaged: its entry x is there twice");
  }

  @Test
  void aChangedManifestIsRefused() {
    SortedMap<String, byte[]> one = new TreeMap<>(Map.of("x", new byte[1]));
    String text = new String(manifestOf(one), StandardCharsets.UTF_8);
    for (String changed :
        new String[] {
          text.replace("0.01", "0.02"),
          text.replace("lambda=0.01\n", ""),
          text.replace("lambda=0.01", "lambda = 0.01"),
          text + "lambda=0.02\n",
          text.replace("archive.checksum", "archive.check"),
          "",
          "\\uZZZZ"
        }) {
      byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
      Path file = zip("manifest.properties", bytes, "x", new byte[1]);

      assertThatThrownBy(() -> Archive.read(file, "test-format", 3, MAX))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(file + " is damaged: its manifest ");
    }
  }

  @Test
  void aPathIsNoEntryName() {
    for (String name :
        new String[] {"../x", "/x", "a/b", "a\\b", "..", ".x", "", "manifest.properties", "é"}) {
      assertThatThrownBy(
              () ->
                  Archive.write(
                      directory.resolve("p.zip"), "f", 1, manifest, Map.of(name, new byte[1])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("entry name '" + name + "'; it must match");
    }
  }

  @Test
  void keysAndVersionsOfOursAreOurs() {
    Path file = directory.resolve("p.zip");

    assertThatThrownBy(() -> Archive.write(file, "f", 0, manifest, entries))
        .hasMessage("version is 0, must be at least 1");
    assertThatThrownBy(
            () ->
                Archive.write(file, "f", 1, new TreeMap<>(Map.of("archive.version", "9")), entries))
        .hasMessage("manifest key 'archive.version'; it must not be empty or start with archive.");
    assertThatThrownBy(
            () -> Archive.write(file, "f", 1, new TreeMap<>(Map.of("a", "\uD800")), entries))
        .hasMessage("the manifest has text that UTF-8 cannot hold");
    assertThat(file).doesNotExist();
  }

  @Test
  void whatInflatesBeyondTheLimitIsRefused() throws IOException {
    byte[] zeros = new byte[5_000_000];
    SortedMap<String, byte[]> one = new TreeMap<>(Map.of("x", zeros));
    Path bomb = zip("manifest.properties", manifestOf(one), "x", zeros);

    assertThat(Files.size(bomb)).isLessThan(20_000);
    assertRefused(bomb, "inflates to more than 1048576 bytes, the most that is read");
    assertThatThrownBy(() -> Archive.read(bomb, "test-format", 3, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(bomb + " is larger than 100 bytes, the most that is read");
    assertThat(Archive.read(bomb, "test-format", 3, 6_000_000).entries().get("x")).isEqualTo(zeros);
  }

  @Test
  void aClaimedSizeIsNotBelieved() throws IOException {
    // The size fields of a local header, which for a stored entry say how much is to be read.
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = Files.readAllBytes(written("a.zip"));
    out.write(bytes);
    byte[] claiming = out.toByteArray();
    claiming[8] = 0; // stored
    claiming[6] = 0; // no sizes behind the data
    Arrays.fill(claiming, 18, 26, (byte) 0x7f);
    Path file = Files.write(directory.resolve("claim.zip"), claiming);

    assertThatThrownBy(() -> Archive.read(file, "test-format", 3, Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + " is damaged: ");
  }

  /** Fuzz: whatever happens to the bytes, the content is right or refused in our words. */
  @Test
  void randomDamageIsRefusedOrHarmless() throws IOException {
    byte[] whole = Files.readAllBytes(written("a.zip"));
    SplittableRandom random = new SplittableRandom(42);
    Path file = directory.resolve("damaged.zip");
    for (int i = 0; i < 400; i++) {
      byte[] bytes = whole.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(
          file, random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      try {
        Archive read = Archive.read(file, "test-format", 3, MAX);
        assertThat(isWhatWasWritten(read, manifest, entries)).as("mutation %d", i).isTrue();
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).as("mutation %d", i).startsWith(file + " is ");
      }
    }
  }
}
