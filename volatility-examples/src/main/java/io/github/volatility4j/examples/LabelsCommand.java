package io.github.volatility4j.examples;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.volatility4j.garch.GarchTeacher;
import io.github.volatility4j.series.Returns;
import io.github.volatility4j.series.SeriesSet;
import io.github.volatility4j.series.TimeSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prices to the table of labels: what was seen each day, and what GARCH had expected. */
@Command(
    name = "labels",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Labels each day of a panel of prices with truth and GARCH forecast.",
      "The truth is the squared surprise of the day's return; the forecast is the variance of a GARCH",
      "fitted to the days before. Percent, percent².",
    })
final class LabelsCommand implements Runnable {
  /**
   * Calendar days after which a return is no longer one of a trading day: a holiday weekend is 5.
   */
  private static final int LONG_GAP = 5;

  private final Shell shell;

  @Option(names = "--input", required = true, description = "Panel of prices, wide or long CSV.")
  private Path input = Path.of("");

  @Option(names = "--window", description = "Returns that each label looks back (default: 90).")
  private int window = 90;

  @Option(names = "--ar", description = "Order of the mean's autoregression (default: 1).")
  private int ar = 1;

  @Option(names = "--teacher", description = "garch (default), gjr or tgarch.")
  private GarchTeacher.Family teacher = GarchTeacher.Family.GARCH;

  @Option(
      names = "--output",
      required = true,
      description = "Table to write, CSV, compressed if its name ends in .gz.")
  private Path output = Path.of("");

  LabelsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    GarchTeacher garch = GarchTeacher.of(window).ar(ar).teacher(teacher);
    SeriesSet panel = Input.read(input, SeriesSet::readCsv);
    String priceColumn = panel.iterator().next().mainComponent();
    FurtherColumns further = Input.read(input, file -> FurtherColumns.read(file, priceColumn));
    List<String> header = header(garch, further);
    SeriesSet prices = Usable.of(panel, window + 2, window, input, shell); // window + 1 returns
    SeriesSet returns = Input.read(input, file -> Returns.logPercent(prices));
    GarchTeacher.Result labels;
    try (Meter meter = shell.meter()) {
      labels = garch.progress(meter).label(returns);
    }
    CsvFile.write(
        output,
        header,
        csv ->
            labels.series().stream()
                .sorted(Comparator.comparing(TimeSeries::name))
                .forEach(series -> write(series, further, csv, garch)));
    tell(labels, prices);
  }

  private List<String> header(GarchTeacher garch, FurtherColumns further) {
    List<String> header =
        new ArrayList<>(
            List.of(
                "code",
                "date",
                Returns.CLOSE,
                Returns.RETURN,
                garch.meanComponent(),
                garch.truthComponent(),
                garch.varianceComponent()));
    for (String name : further.names()) {
      if (header.contains(name)) {
        throw new IllegalArgumentException(
            "%s: column %s is one that labels writes itself; rename or remove it"
                .formatted(input, name));
      }
    }
    header.addAll(further.names());
    return header;
  }

  private static void write(
      TimeSeries labels, FurtherColumns further, CsvWriter csv, GarchTeacher garch) {
    double[][] columns = {
      labels.values(Returns.CLOSE),
      labels.values(Returns.RETURN),
      labels.values(garch.meanComponent()),
      labels.values(garch.truthComponent()),
      labels.values(garch.varianceComponent())
    };
    List<String> cells = new ArrayList<>();
    for (int row = 0; row < labels.size(); row++) {
      cells.clear();
      cells.add(labels.name());
      cells.add(labels.date(row).toString());
      for (double[] column : columns) {
        cells.add(Double.isNaN(column[row]) ? "" : Double.toString(column[row]));
      }
      cells.addAll(further.of(labels.name(), row + 1)); // the first price has no return
      csv.writeRecord(cells);
    }
  }

  private void tell(GarchTeacher.Result labels, SeriesSet prices) {
    GarchTeacher.Counts counts = labels.counts();
    long gaps = prices.stream().mapToLong(one -> Returns.longGaps(one, LONG_GAP).length).sum();
    shell.say(
        "%s: %d stocks, %,d windows: %,d fits converged inside, %,d on a boundary, %,d failed",
        output,
        labels.series().size(),
        counts.interior() + counts.boundary() + counts.failed(),
        counts.interior(),
        counts.boundary(),
        counts.failed());
    shell.say("labels that were zero and were raised: %,d", counts.floored());
    shell.say("returns over more than %d calendar days: %,d", LONG_GAP, gaps);
  }
}
