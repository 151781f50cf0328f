package io.github.volatility4j.nn.loss;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A {@link Loss} or {@link WeightedLoss} as the loss function of a DL4J output layer, for networks
 * that this library doesn't train itself.
 *
 * <p>The layer has as many outputs as the loss ({@link Loss#outputs()}), the first of which is the
 * variance; its activation must make that positive, softplus say, for the losses that need it. The
 * labels are {@code [batch, 1]}, the truth, or for a weighted loss {@code [batch, 2]}, truth and
 * teacher. Targets are taken as they come: a dataset's transform and scale, and {@link
 * Loss#ofTeacher}, are the caller's to apply. A recurrent output layer works alike, its mask
 * included.
 *
 * <p>DL4J's JSON of a configuration can't hold it: set it again after a network was restored.
 */
public final class Dl4jLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  private final transient WeightedLoss loss;
  private final transient int columns; // of labels

  private Dl4jLoss(WeightedLoss loss, int columns) {
    this.loss = loss;
    this.columns = columns;
  }

  /**
   * A loss of the truth alone.
   *
   * @param loss any
   * @return DL4J's view of it; labels have one column
   */
  public static Dl4jLoss of(Loss loss) {
    return new Dl4jLoss(new WeightedLoss(1, loss), 1);
  }

  /**
   * The loss of hybrid training.
   *
   * @param loss any
   * @return DL4J's view of it; labels have two columns, truth and teacher
   */
  public static Dl4jLoss of(WeightedLoss loss) {
    return new Dl4jLoss(loss, 2);
  }

  @Override
  public double computeScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    double sum = computeScoreArray(labels, preOutput, activation, mask).sumNumber().doubleValue();
    return average ? sum / labels.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    return run(labels, preOutput, activation, mask).scores;
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    INDArray gradient = run(labels, preOutput, activation, mask).gradient;
    return activation.backprop(preOutput, gradient).getFirst();
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    Rows rows = run(labels, preOutput, activation, mask);
    double sum = rows.scores.sumNumber().doubleValue();
    return Pair.of(
        average ? sum / labels.size(0) : sum,
        activation.backprop(preOutput, rows.gradient).getFirst());
  }

  /** Losses of the rows, and their gradient by the activated outputs. */
  private record Rows(INDArray scores, INDArray gradient) {}

  private Rows run(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    int outputs = loss.inner().outputs();
    if (preOutput.rank() != 2 || preOutput.size(1) != outputs) {
      throw new IllegalArgumentException(
          "outputs are %s, must be [batch, %d]"
              .formatted(Arrays.toString(preOutput.shape()), outputs));
    }
    if (labels.rank() != 2 || labels.size(1) != columns || labels.size(0) != preOutput.size(0)) {
      throw new IllegalArgumentException(
          "labels are %s, must be [%d, %d]: %s"
              .formatted(
                  Arrays.toString(labels.shape()),
                  preOutput.size(0),
                  columns,
                  columns == 1 ? "truth" : "truth and teacher"));
    }
    INDArray activated = activation.getActivation(preOutput.dup(), true);
    int rows = Math.toIntExact(labels.size(0));
    double[] scores = new double[rows];
    double[][] gradients = new double[rows][outputs];
    double[] output = new double[outputs];
    for (int row = 0; row < rows; row++) {
      double weight = mask == null ? 1 : mask.getDouble(row);
      if (weight == 0) {
        continue; // what is masked may be anything, NaN too
      }
      for (int k = 0; k < outputs; k++) {
        output[k] = activated.getDouble(row, k);
      }
      double teacher = columns == 2 ? labels.getDouble(row, 1) : Double.NaN;
      double value =
          loss.valueAndGradient(labels.getDouble(row, 0), teacher, output, gradients[row]);
      scores[row] = weight * value;
      for (int k = 0; k < outputs; k++) {
        gradients[row][k] *= weight;
      }
    }
    DataType type = preOutput.dataType();
    return new Rows(
        Nd4j.createFromArray(scores).castTo(type), Nd4j.createFromArray(gradients).castTo(type));
  }

  /**
   * Refuses Java's serialization, because a loss may be a lambda of the user's.
   *
   * @param out not written to
   * @throws NotSerializableException always
   */
  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException(toString());
  }

  @Override
  public String name() {
    return toString();
  }

  @Override
  public String toString() {
    return columns == 1 ? loss.inner().toString() : loss.toString();
  }
}
