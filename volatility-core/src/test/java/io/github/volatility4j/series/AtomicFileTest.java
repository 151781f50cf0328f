package io.github.volatility4j.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path directory;

  private static AtomicFile.Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void writesAndReplaces() throws IOException {
    Path file = directory.resolve("a.txt");
    AtomicFile.write(file, text("one"));
    AtomicFile.write(file, text("two"));

    assertThat(file).hasContent("two");
    assertThat(directory.toFile().list()).containsExactly("a.txt");
  }

  @Test
  void whatFailsHalfwayLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "old");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("no space left");
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write " + file + ": no space left");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new IllegalStateException("ours");
                    }))
        .hasMessage("ours");
    assertThat(file).hasContent("old");
    assertThat(directory.toFile().list()).containsExactly("a.txt");
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    Path file = directory.resolve("no").resolve("a.txt");

    assertThatThrownBy(() -> AtomicFile.write(file, text("x")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write %s: there is no directory %s", file, file.getParent());
  }

  @Test
  void aNameThatCannotBeAFileIsRefused() throws IOException {
    Path notADirectory = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> AtomicFile.write(notADirectory.resolve("a.txt"), text("x")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write " + notADirectory.resolve("a.txt") + ": ");
    assertThatThrownBy(() -> AtomicFile.write(directory, text("x")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write " + directory + ": it is a directory");
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
    Path locked = Files.createDirectory(directory.resolve("locked"));
    assumeTrue(
        locked.toFile().setWritable(false) && !Files.isWritable(locked), "root may write anywhere");

    assertThatThrownBy(() -> AtomicFile.write(locked.resolve("a.txt"), text("x")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write " + locked.resolve("a.txt") + ": permission denied");
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "old");
    Path link;
    try {
      link = Files.createSymbolicLink(directory.resolve("link"), file);
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "no links here");
      return;
    }
    AtomicFile.write(link, text("new"));

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  @Timeout(20)
  void aPipeIsWrittenToAndNotReplaced() throws Exception {
    Path pipe = directory.resolve("pipe");
    try {
      assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    } catch (IOException e) {
      assumeTrue(false, "no pipes here");
    }
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    AtomicFile.write(pipe, text("x"));

    assertThat(read.get()).isEqualTo("x");
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }
}
