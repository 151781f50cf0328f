package io.github.volatility4j.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes an {@link Archive} apart. Every complaint is an {@link IllegalArgumentException} whose
 * message continues the file's name.
 */
final class ArchiveReader {
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int END_RECORD = 0x06054b50;
  private static final int END_RECORD_SIZE = 22;

  private ArchiveReader() {}

  static Archive read(byte[] bytes, String format, int newestVersion, long maxBytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 4 || buffer.getInt(0) != LOCAL_HEADER) {
      throw new IllegalArgumentException("is not a " + format + " file");
    }
    requireEnd(buffer);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      return unpack(zip, format, newestVersion, maxBytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("is damaged: " + e.getMessage(), e);
    }
  }

  /** A stream of entries would not notice that the directory behind them is cut off. */
  private static void requireEnd(ByteBuffer file) {
    int end = file.capacity() - END_RECORD_SIZE;
    if (end < 0
        || file.getInt(end) != END_RECORD
        || file.getInt(end + 12) + (long) file.getInt(end + 16) != end) {
      throw new IllegalArgumentException("is truncated or damaged: its end is missing");
    }
  }

  private static Archive unpack(ZipInputStream zip, String format, int newestVersion, long maxBytes)
      throws IOException {
    ZipEntry first = next(zip);
    if (first == null || !first.getName().equals(ArchiveManifest.NAME)) {
      throw new IllegalArgumentException("is not a " + format + " file");
    }
    byte[] text = content(zip, maxBytes, maxBytes);
    ArchiveManifest manifest = ArchiveManifest.parse(text);
    int version = manifest.requireVersion(format, newestVersion);
    long left = maxBytes - text.length;
    SortedMap<String, byte[]> entries = new TreeMap<>();
    for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
      String name = entry.getName();
      if (!manifest.hasEntry(name)) {
        throw new IllegalArgumentException("is damaged: it has an unexpected entry '" + name + "'");
      }
      byte[] content = content(zip, left, maxBytes);
      left -= content.length;
      if (entries.put(name, content) != null) {
        throw new IllegalArgumentException("is damaged: its entry " + name + " is there twice");
      }
    }
    manifest.requireEntries(entries);
    return new Archive(version, manifest.callers(), entries);
  }

  private static @Nullable ZipEntry next(ZipInputStream zip) throws IOException {
    try {
      return zip.getNextEntry();
    } catch (IllegalArgumentException e) {
      throw new IOException("an entry's name or header cannot be read", e);
    }
  }

  private static byte[] content(ZipInputStream zip, long left, long maxBytes) throws IOException {
    int limit = (int) Math.min(left, Integer.MAX_VALUE - 16);
    byte[] content = zip.readNBytes(limit);
    if (zip.read() >= 0) {
      throw new IllegalArgumentException(
          "inflates to more than " + maxBytes + " bytes, the most that is read");
    }
    return content;
  }
}
