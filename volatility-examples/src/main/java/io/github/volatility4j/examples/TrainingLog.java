package io.github.volatility4j.examples;

import io.github.volatility4j.nn.Epoch;
import io.github.volatility4j.nn.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells a person how training goes, epoch by epoch. */
final class TrainingLog implements TrainingListener, AutoCloseable {
  private final Shell shell;
  private final Meter meter;
  private String validation = "";

  TrainingLog(Shell shell) {
    this.shell = shell;
    this.meter = shell.meter();
  }

  @Override
  public void onProgress(String stage, long done, long total) {
    if (!stage.startsWith("epoch")) {
      meter.note(""); // of no use there, and a terminal is narrow
    }
    meter.update(stage, done, total);
  }

  @Override
  public void onLoss(double trainLoss, double learningRate) {
    meter.note(
        String.format(Locale.ROOT, " loss %.4g%s, rate %.0e", trainLoss, validation, learningRate));
  }

  @Override
  public void onEstimate(double secondsForAnEpoch, double secondsAtMost) {
    meter.close();
    shell.say(
        "an epoch will take about %.0f s; all of them at most %.0f min",
        secondsForAnEpoch, Math.ceil(secondsAtMost / 60));
  }

  @Override
  public void onEpoch(Epoch epoch) {
    meter.close();
    validation = String.format(Locale.ROOT, ", val %.4g", epoch.validationLoss());
    if (epoch.number() == 1) {
      shell.say("epoch    train loss   validation loss   learning rate   seconds");
    }
    shell.say(
        "%5d %13.6f %17.6f %15.2e %9.1f %s",
        epoch.number(),
        epoch.trainLoss(),
        epoch.validationLoss(),
        epoch.learningRate(),
        epoch.seconds(),
        epoch.best() ? "*" : "");
  }

  @Override
  public void close() {
    meter.close();
  }

  /** Writes the epochs as a table. */
  static void write(List<Epoch> epochs, Path file) {
    CsvFile.write(
        file,
        List.of("epoch", "train_loss", "validation_loss", "learning_rate", "seconds", "best"),
        csv ->
            epochs.forEach(
                epoch ->
                    csv.writeRecord(
                        Integer.toString(epoch.number()),
                        Numbers.shortest(epoch.trainLoss()),
                        Numbers.shortest(epoch.validationLoss()),
                        Numbers.shortest(epoch.learningRate()),
                        Numbers.shortest(epoch.seconds()),
                        Boolean.toString(epoch.best()))));
  }
}
