package io.github.volatility4j.examples;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/**
 * Where a command's output goes.
 *
 * @param out for data
 * @param err for words and progress
 * @param terminal whether a person is watching {@code err}
 */
record Shell(PrintStream out, PrintStream err, boolean terminal) {
  /** Prints a line of words; numbers are spelled the same in every country. */
  void say(String format, Object... arguments) {
    err.printf(Locale.ROOT, format + "%n", arguments);
  }

  /** Prints a line of data. */
  void print(String format, Object... arguments) {
    out.printf(Locale.ROOT, format + "%n", arguments);
  }

  /** Shows the progress of something long; to be closed when it is over. */
  Meter meter() {
    return new Meter(this);
  }

  /** What an interrupted command ends with, if another run can go on from where it was. */
  static CancellationException resumable(CancellationException stopped) {
    CancellationException more =
        new CancellationException(
            stopped.getMessage() + "; to go on, give the same command with --resume");
    more.initCause(stopped);
    return more;
  }
}
