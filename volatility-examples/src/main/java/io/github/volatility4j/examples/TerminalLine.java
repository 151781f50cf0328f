package io.github.volatility4j.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal's last line, for a progress bar to be written over and over, and taken away in the
 * end.
 *
 * <p>It stands for the progress bar's own consumer, which asks for the terminal's width in a way
 * that sets what Ctrl-C does back to ending the process on the spot, and leaves an empty line
 * behind.
 */
final class TerminalLine implements ProgressBarConsumer {
  private static final int USUAL_WIDTH = 80;

  private final PrintStream terminal;
  private final int length;
  private int used;

  TerminalLine(PrintStream terminal) {
    this.terminal = terminal;
    length = Width.COLUMNS - 1; // a character in the last column may start a new line
  }

  /**
   * Asked once, for asking may start a program; and by a thread of its own, for waiting for that
   * program would swallow the interrupt by which Ctrl-C ends a command.
   */
  private static final class Width {
    static final int COLUMNS = CompletableFuture.supplyAsync(TerminalLine::askForWidth).join();
  }

  // Not in Width, which is not initialised before this has answered.
  private static int askForWidth() {
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).dumb(true).nativeSignals(false).build()) {
      int width = terminal.getWidth();
      return width > 1 ? width : USUAL_WIDTH;
    } catch (IOException e) {
      return USUAL_WIDTH;
    }
  }

  @Override
  public int getMaxRenderedLength() {
    return length;
  }

  @Override
  public void accept(String bar) {
    String shown = bar.substring(0, Math.min(bar.length(), length));
    terminal.print("\r" + shown + " ".repeat(Math.max(0, used - shown.length())));
    terminal.flush();
    used = shown.length();
  }

  @Override
  public void clear() {
    terminal.print("\r" + " ".repeat(used) + "\r");
    terminal.flush();
    used = 0;
  }

  @Override
  public void close() {}
}
