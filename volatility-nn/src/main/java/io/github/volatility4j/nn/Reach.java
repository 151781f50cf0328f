package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.DatasetOptions;
import io.github.volatility4j.garch.GarchRoll;
import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.util.ArithmeticUtils;

/**
 * How far back a model's forecasts look.
 *
 * @param window days that a forecast sees
 * @param labelWindow returns that a label is made from
 * @param past days before the first of a forecast's that its inputs and references look at
 * @param rhythm days after which all refits of references fall on the same day
 */
record Reach(int window, int labelWindow, int past, int rhythm) {
  private static final Pattern WINDOW = Pattern.compile("_([0-9]{1,6})$");

  static Reach of(Recipe recipe) {
    boolean alone = recipe.anchor().isEmpty() && recipe.teacher().isEmpty();
    int past = alone ? 0 : ReferencePath.MEMORY;
    int rhythm = 1;
    for (Optional<Reference> reference : List.of(recipe.anchor(), recipe.teacher())) {
      for (GarchRoll model : reference.map(Reference::rolls).orElse(Map.of()).values()) {
        past = Math.max(past, model.window() + model.every());
        rhythm = ArithmeticUtils.lcm(rhythm, model.every());
      }
    }
    DatasetOptions options = recipe.dataset();
    return new Reach(options.inputChunkLength(), labelWindow(options), past, rhythm);
  }

  /**
   * The window of the labels that a model with these options was trained on. It stands in the
   * truth's name, or, of a truth that no window was needed for, in the teacher's.
   */
  static int labelWindow(DatasetOptions options) {
    for (String name : List.of(options.truth(), options.teacher())) {
      Matcher window = WINDOW.matcher(name);
      if (window.find()) {
        return Integer.parseInt(window.group(1));
      }
    }
    throw new IllegalArgumentException(
        "truth column is \"%s\" and teacher \"%s\"; one must end in its window, such as var_true_90"
            .formatted(options.truth(), options.teacher()));
  }

  /**
   * The first labelled row that a forecast from the end needs; a multiple of the rhythm, so that
   * refits counted from it fall on the days they fell on in training.
   */
  int tailStart(int rows) {
    int wanted = Math.max(0, rows - Math.max(window + past + 1, labelWindow));
    return wanted / rhythm * rhythm;
  }

  /** Returns that a forecast needs at least. */
  int returns() {
    return window + labelWindow;
  }

  /**
   * The first row of each series whose inputs are wanted. A market's day is complete only if all of
   * its stocks have theirs, so that a dated panel has one first date.
   *
   * @param labels a panel
   * @param first row to forecast of each series; its number of rows if there is none
   */
  int[] inputsFrom(List<TimeSeries> labels, int[] first) {
    int[] from = new int[first.length];
    LocalDate start = LocalDate.MAX;
    for (int s = 0; s < first.length; s++) {
      from[s] = Math.max(0, first[s] - window);
      TimeSeries one = labels.get(s);
      if (one.isDated() && first[s] >= window && one.date(from[s]).isBefore(start)) {
        start = one.date(from[s]);
      }
    }
    for (int s = 0; s < first.length; s++) {
      if (labels.get(s).isDated()) {
        from[s] = Math.min(from[s], labels.get(s).firstRowFrom(start));
      }
    }
    return from;
  }
}
