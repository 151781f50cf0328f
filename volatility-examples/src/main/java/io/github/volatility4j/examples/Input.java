package io.github.volatility4j.examples;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Reads what the user named. A file that cannot be read is the user's to mend (exit code 2),
 * whereas one that cannot be written is not (exit code 1); both arrive as an UncheckedIOException,
 * so reading says which it is.
 */
final class Input {
  private Input() {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming the file, if it cannot be read or isn't what is wanted
   */
  static <T> T read(Path file, Function<Path, T> reader) {
    try {
      return reader.apply(file);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      String said = Main.oneLine(e);
      throw new IllegalArgumentException(
          said.contains(String.valueOf(file.getFileName())) ? said : file + ": " + said, e);
    }
  }
}
