package io.github.volatility4j.examples;

import io.github.volatility4j.forecast.Progress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Progress for people: a bar on a terminal; elsewhere, in log files and pipes, where a bar would
 * leave hundreds of lines, one line every {@value #QUIET_SECONDS} seconds. Not safe for several
 * threads at once, as {@link Progress} promises.
 */
final class Meter implements Progress, AutoCloseable {
  private static final int QUIET_SECONDS = 20;

  private final Shell shell;
  private String stage = "";
  private String note = "";
  private @Nullable ProgressBar bar;
  private long spoke = System.nanoTime();

  Meter(Shell shell) {
    this.shell = shell;
  }

  /** Words to the right of the bar, from the next update on; only a terminal shows them. */
  void note(String words) {
    note = words;
  }

  @Override
  public void update(String stage, long done, long total) {
    if (shell.terminal()) {
      bar(stage, total).setExtraMessage(note).stepTo(done);
    } else if (System.nanoTime() - spoke > Duration.ofSeconds(QUIET_SECONDS).toNanos()) {
      spoke = System.nanoTime();
      shell.say("%s: %,d of %,d", stage, done, total);
    }
  }

  private ProgressBar bar(String stage, long total) {
    ProgressBar current = bar;
    if (current == null || !stage.equals(this.stage)) {
      close();
      this.stage = stage;
      current =
          new ProgressBarBuilder()
              .setTaskName(stage)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(250)
              .setConsumer(new TerminalLine(shell.err()))
              .clearDisplayOnFinish()
              .build();
      bar = current;
    }
    return current;
  }

  /**
   * Takes the bar away, so that a line of words can be printed; by a thread of its own, for the bar
   * waits for its last picture and would swallow the interrupt by which Ctrl-C ends a command.
   */
  @Override
  public void close() {
    if (bar != null) {
      CompletableFuture.runAsync(bar::close).join();
      bar = null;
    }
  }
}
