package io.github.volatility4j.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where results are put. */
final class Output {
  private Output() {}

  /** Makes a directory, and those above it, unless they are there. */
  static Path directory(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw new UncheckedIOException(
          "cannot write to " + directory + ": " + e.getFile() + " is no directory", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the directory " + directory + ": " + e, e);
    }
  }

  /** Makes the directory that a file is to be written into, unless it is there. */
  static void directoryOf(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new UncheckedIOException(
          "cannot write " + file + ": it is a directory", new NoSuchFileException(file.toString()));
    }
    directory(directory);
  }

  /** A stock's code as the name of a file: whatever could be a path or a device is replaced. */
  static String name(String code) {
    String safe = code.replaceAll("[^A-Za-z0-9._-]", "_");
    return safe.startsWith(".") ? "_" + safe : safe;
  }
}
