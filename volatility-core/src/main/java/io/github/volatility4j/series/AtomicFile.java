package io.github.volatility4j.series;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes files that appear whole or not at all: the content goes to a temporary file in the same
 * directory, which is forced to the disk and then takes the final name in one step. What stood
 * under that name before stays until then, and stays for good if writing fails, be it that the
 * power does.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** What a file shall hold. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the content.
     *
     * @param out buffered; closed by the caller
     * @throws IOException if it cannot be written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file. A link is followed. What is there and is no regular file (a device, a pipe) is
   * written to directly, since taking its name would remove it.
   *
   * @param target in a directory that exists
   * @param content called once; what it throws leaves no file behind
   * @throws UncheckedIOException naming the file and the reason, if it cannot be written
   */
  public static void write(Path target, Content content) {
    try {
      if (Files.isDirectory(target)) {
        throw new FileSystemException(target.toString(), null, "it is a directory");
      } else if (Files.exists(target) && !Files.isRegularFile(target)) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
          content.writeTo(out);
        }
      } else {
        replace(Files.exists(target) ? target.toRealPath() : target.toAbsolutePath(), content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + reason(target, e), e);
    }
  }

  private static void replace(Path file, Content content) throws IOException {
    // Not Files.createTempFile, whose files only their owner may read.
    Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), 1 << 16)) {
        content.writeTo(out);
      }
      // The disk may do the renaming first, and a loss of power in between leave an empty file. A
      // channel could do this, too, but not in a thread that was interrupted.
      try (RandomAccessFile written = new RandomAccessFile(temporary.toFile(), "rw")) {
        written.getFD().sync();
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceDirectory(file);
  }

  /** Makes the new name last. The file is whole without it, so a system that can't is no error. */
  private static void forceDirectory(Path file) {
    Path directory = file.getParent();
    if (directory == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no directories.
    }
  }

  private static String reason(Path target, IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no directory " + target.toAbsolutePath().getParent();
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
