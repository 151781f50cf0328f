package io.github.volatility4j.examples;

import io.github.volatility4j.dataset.VolatilityDataset;
import io.github.volatility4j.nn.NeuralVolatility;
import io.github.volatility4j.nn.RunDirectory;
import io.github.volatility4j.nn.VolatilityTrainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One training for each weight of the truth. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains once for each lambda and writes sweep.csv: losses as evaluate computes them.",
    })
final class SweepCommand implements Runnable {
  private static final List<String> HEADER =
      List.of("lambda", "MAE", "RMSE", "QLIKE", "wins_MAE", "wins_RMSE", "wins_QLIKE");

  private final Shell shell;

  @Mixin private TrainerOptions options = new TrainerOptions();

  @Option(
      names = "--lambdas",
      split = ",",
      description = "Weights of the truth (default: the Python workflow's 19, from 0 to 1).")
  private List<Double> lambdas =
      List.of(
          0.0, .01, .02, .03, .04, .05, .1, .2, .3, .5, .7, .8, .9, .95, .96, .97, .98, .99, 1.0);

  @Option(names = "--split", description = "test or val (default: test).")
  private EvaluateCommand.Part part = EvaluateCommand.Part.TEST;

  @Option(names = "--output", required = true, description = "Directory to write to.")
  private Path output = Path.of("");

  @Option(names = "--resume", description = "Go on with the runs that are there.")
  private boolean resume;

  SweepCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    List<VolatilityTrainer> trainers = lambdas.stream().map(options.trainer()::lambda).toList();
    VolatilityDataset dataset = options.dataset();
    Output.directory(output);
    List<List<String>> rows = new ArrayList<>();
    shell.print("%8s %9s %9s %9s %8s %8s %8s", HEADER.toArray());
    for (int i = 0; i < lambdas.size(); i++) {
      String lambda = Numbers.shortest(lambdas.get(i));
      NeuralVolatility fitted = train(trainers.get(i), lambda, dataset);
      fitted.save(output.resolve("lambda-" + lambda + ".model"));
      Scores scores = part.scores(fitted, dataset);
      Scores.Row all = scores.all();
      if (rows.isEmpty()) {
        add(rows, "GARCH", all.maeGarch(), all.rmseGarch(), all.qlikeGarch(), "", "", "");
      }
      add(
          rows,
          lambda,
          all.maeModel(),
          all.rmseModel(),
          all.qlikeModel(),
          scores.wins(Scores.Row::maeModel, Scores.Row::maeGarch),
          scores.wins(Scores.Row::rmseModel, Scores.Row::rmseGarch),
          scores.wins(Scores.Row::qlikeModel, Scores.Row::qlikeGarch));
      CsvFile.write(output.resolve("sweep.csv"), HEADER, csv -> rows.forEach(csv::writeRecord));
    }
    shell.say("%s", output.resolve("sweep.csv"));
  }

  private NeuralVolatility train(
      VolatilityTrainer trainer, String lambda, VolatilityDataset dataset) {
    RunDirectory run = RunDirectory.of(output.resolve("lambda-" + lambda));
    shell.say("lambda %s", lambda);
    try (TrainingLog log = new TrainingLog(shell)) {
      return trainer.listener(log).runDirectory(resume ? run.resumed() : run).fit(dataset);
    } catch (CancellationException e) {
      throw Shell.resumable(e);
    }
  }

  private void add(
      List<List<String>> rows, String name, double mae, double rmse, double qlike, String... wins) {
    List<String> row = new ArrayList<>(List.of(name));
    for (double loss : new double[] {mae, rmse, qlike}) {
      row.add(Numbers.shortest(loss));
    }
    row.addAll(List.of(wins));
    rows.add(row);
    shell.print(
        "%8s %9.4f %9.4f %9.4f %8s %8s %8s", name, mae, rmse, qlike, wins[0], wins[1], wins[2]);
  }
}
