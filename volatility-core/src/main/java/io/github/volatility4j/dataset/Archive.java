package io.github.volatility4j.dataset;

import io.github.volatility4j.series.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A checked container for models and datasets: a zip file of a manifest and named entries, which
 * any zip program opens. Nothing in it is code or names a class.
 *
 * <p>The first entry is {@code manifest.properties}: sorted {@code key=value} lines in UTF-8, among
 * them the name of the format, its version and the SHA-256 of every entry, then as the last line
 * the SHA-256 of all lines before. A reader believes nothing until these agree, and never allocates
 * by a size that the file claims. Same content is the same bytes.
 *
 * @param version of the format, from 1 to the newest one that the reader knows
 * @param manifest the caller's keys and values, unmodifiable
 * @param entries content by name, unmodifiable; the arrays are the caller's to use
 */
public record Archive(
    int version, SortedMap<String, String> manifest, SortedMap<String, byte[]> entries) {
  // What a file may inflate to: zeros deflate to a thousandth, and a bomb is nothing else.
  private static final long SMALL = 1 << 24;
  private static final long LARGEST_RATIO = 100;

  private static final int LONGEST_MESSAGE = 400;

  /**
   * Makes the maps unmodifiable.
   *
   * @param version of the format
   * @param manifest copied
   * @param entries copied, but for the arrays
   */
  public Archive {
    manifest = Collections.unmodifiableSortedMap(new TreeMap<>(manifest));
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /**
   * Writes an archive. The file appears whole or not at all.
   *
   * @param file to write
   * @param format name of the format, for instance "volatility-dataset"
   * @param version of the format, at least 1
   * @param manifest keys that do not start with "archive."
   * @param entries content by name; names are letters, digits, {@code .}, {@code _} and {@code -},
   *     not starting with a dot
   * @throws IllegalArgumentException if a key or a name is not allowed
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(
      Path file,
      String format,
      int version,
      SortedMap<String, String> manifest,
      Map<String, byte[]> entries) {
    SortedMap<String, byte[]> sorted = new TreeMap<>(entries);
    byte[] first = ArchiveManifest.of(format, version, manifest, sorted).toBytes();
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          put(zip, ArchiveManifest.NAME, first);
          for (Map.Entry<String, byte[]> entry : sorted.entrySet()) {
            put(zip, entry.getKey(), entry.getValue());
          }
          zip.finish();
        });
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0)); // same content, same bytes
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /**
   * Reads and checks an archive.
   *
   * @param file to read
   * @param format name of the format that is wanted
   * @param newestVersion newest version of it that the caller understands
   * @param maxBytes most bytes of all content that the caller is ready to hold; of a small file
   *     fewer are read, since honest content deflates to no less than a hundredth
   * @return what was written, to the last bit
   * @throws IllegalArgumentException naming the file and the reason, if it is anything but a whole
   *     archive of that format
   * @throws UncheckedIOException if the file is missing or cannot be read
   */
  public static Archive read(Path file, String format, int newestVersion, long maxBytes) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      int limit = (int) Math.min(maxBytes, Integer.MAX_VALUE - 16);
      bytes = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw new IllegalArgumentException(
            file + " is larger than " + limit + " bytes, the most that is read");
      }
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("there is no file " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
    try {
      long most = Math.min(maxBytes, SMALL + LARGEST_RATIO * bytes.length);
      return ArchiveReader.read(bytes, format, newestVersion, most);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " " + shown(e), e);
    }
  }

  /** What was found in a file, in a message: on one line and not too long. */
  static String shown(RuntimeException e) {
    String line = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
