package io.github.volatility4j.nn;

import io.github.volatility4j.series.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table of a search's trials as CSV: {@code number,state,} then a column for each parameter,
 * then {@code validation_loss,epochs,seconds,validation_losses,search}. The losses of all epochs,
 * by which later trials are pruned, stand in one cell with blanks between. The last column names
 * the search, so that another one is not taken for its continuation. Numbers read back to the same
 * bits.
 *
 * @param names of the parameters
 * @param search what names the search; empty without a trial
 * @param trials in order
 */
record TrialFile(List<String> names, String search, List<Trial> trials) {
  private static final List<String> FIRST = List.of("number", "state");
  private static final List<String> LAST =
      List.of("validation_loss", "epochs", "seconds", "validation_losses", "search");

  /** The columns that every table has. */
  static final List<String> COLUMNS =
      List.of(
          "number", "state", "validation_loss", "epochs", "seconds", "validation_losses", "search");

  private static final long MAX_BYTES = 1L << 28;

  static boolean isColumn(String name) {
    return COLUMNS.contains(name);
  }

  void write(Path file) {
    StringBuilder text = new StringBuilder(String.join(",", header(names))).append('\n');
    for (Trial trial : trials) {
      text.append(String.join(",", cells(trial))).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  private static List<String> header(List<String> names) {
    List<String> header = new ArrayList<>(FIRST);
    header.addAll(names);
    header.addAll(LAST);
    return header;
  }

  private List<String> cells(Trial trial) {
    List<String> cells = new ArrayList<>();
    cells.add("" + trial.number());
    cells.add(trial.state().name().toLowerCase(Locale.ROOT));
    names.forEach(name -> cells.add("" + trial.parameters().get(name)));
    boolean failed = trial.bestValidationLoss().isEmpty();
    cells.add(failed ? "" : "" + trial.bestValidationLoss().getAsDouble());
    cells.add("" + trial.epochs());
    cells.add("" + trial.seconds());
    cells.add(String.join(" ", trial.validationLosses().stream().map(String::valueOf).toList()));
    cells.add(search);
    return cells;
  }

  static TrialFile read(Path file) {
    List<String> lines = lines(file);
    List<String> header = lines.isEmpty() ? List.of() : List.of(lines.get(0).split(",", -1));
    int parameters = header.size() - FIRST.size() - LAST.size();
    List<String> names =
        parameters < 0 ? List.of() : header.subList(FIRST.size(), FIRST.size() + parameters);
    if (!header(names).equals(header)) {
      throw new IllegalArgumentException(
          "%s is not a table of trials: its header must be %s,…,%s"
              .formatted(file, String.join(",", FIRST), String.join(",", LAST)));
    }
    List<Trial> trials = new ArrayList<>();
    String search = "";
    for (int row = 1; row < lines.size(); row++) {
      String[] cells = lines.get(row).split(",", -1);
      try {
        if (cells.length != header.size()) {
          throw new IllegalArgumentException(
              "it has %d cells where the header has %d".formatted(cells.length, header.size()));
        }
        trials.add(trial(names, cells, trials.size() + 1));
        String named = cells[cells.length - 1];
        if (row > 1 && !named.equals(search)) {
          throw new IllegalArgumentException("it belongs to another search than the row before");
        }
        search = named;
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s, row %d: %s".formatted(file, row + 1, e.getMessage()), e);
      }
    }
    return new TrialFile(List.copyOf(names), search, List.copyOf(trials));
  }

  private static List<String> lines(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(
            file + " is larger than " + MAX_BYTES + " bytes, the most that is read");
      }
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("there is no file " + file, e);
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException(file + " is not a table of trials: it is not UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    }
  }

  private static Trial trial(List<String> names, String[] cells, int number) {
    int after = FIRST.size() + names.size();
    require("number", cells[0], cells[0].equals("" + number), "" + number);
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), number(names.get(i), cells[FIRST.size() + i]));
    }
    List<Double> losses = new ArrayList<>();
    String all = cells[after + 3];
    for (String loss : all.isEmpty() ? new String[0] : all.split(" ", -1)) {
      losses.add(number("validation_losses", loss));
    }
    Trial trial =
        new Trial(number, state(cells[1]), values, losses, number("seconds", cells[after + 2]));
    String epochs = "" + trial.epochs();
    require("epochs", cells[after + 1], cells[after + 1].equals(epochs), epochs);
    boolean lowest =
        losses.isEmpty()
            ? cells[after].isEmpty()
            : number("validation_loss", cells[after]) == trial.loss();
    require("validation_loss", cells[after], lowest, "the lowest of validation_losses");
    return trial;
  }

  private static Trial.State state(String text) {
    return Arrays.stream(Trial.State.values())
        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "state is \"" + text + "\", must be complete, pruned or failed"));
  }

  private static double number(String column, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below, as for NaN
    }
    throw new IllegalArgumentException(column + " is \"" + text + "\", must be a finite number");
  }

  private static void require(String column, String found, boolean right, String wanted) {
    if (!right) {
      throw new IllegalArgumentException(column + " is \"" + found + "\", must be " + wanted);
    }
  }
}
