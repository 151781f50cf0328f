package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.volatility4j.nn.ParameterRange.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What the training loop relies on; every network inherits these tests. */
abstract class NetworkContract {
  private static final int BATCH = 72; // enough to be split

  /** {@return options with dropout} */
  abstract NetworkOptions options();

  /** {@return on how many days there are outputs} */
  int steps() {
    return 1;
  }

  /** {@return whether windows of a batch see each other in training} */
  boolean mixesBatch() {
    return false;
  }

  private final INDArray x = Networks.normal(DataType.FLOAT, 5, BATCH, 9, 2);
  private final INDArray y = Networks.normal(DataType.FLOAT, 6, BATCH, steps());

  private Network network(DataType type, long seed) {
    return Network.create(options(), new NetworkShape(9, 2, 1, steps()), type, seed);
  }

  private Network network() {
    return network(DataType.FLOAT, 7);
  }

  private float[] train(Network network, int steps) {
    for (int step = 0; step < steps; step++) {
      Networks.step(network, x, y, 0.01, step);
    }
    return network.parameters().dup().data().asFloat();
  }

  @Test
  void rangesCoverTheParametersInOrder() {
    try (Network network = network()) {
      long end = 0;
      Set<String> names = new HashSet<>();
      for (ParameterRange range : network.ranges()) {
        assertThat(range.offset()).as(range.name()).isEqualTo(end);
        assertThat(names.add(range.name())).as(range.name()).isTrue();
        end = range.end();
      }
      assertThat(network.parameters().shape()).containsExactly(end);
      assertThat(network.gradient().shape()).containsExactly(end);
      List<ParameterRange> last =
          network.ranges().subList(network.ranges().size() - 2, network.ranges().size());
      assertThat(last)
          .extracting(ParameterRange::name)
          .containsExactly("output.weights", "output.bias");
      assertThat(last).extracting(ParameterRange::role).containsExactly(Role.DECAYED, Role.TRAINED);
    }
  }

  @Test
  void zeroedLastLayerGivesTheBiasForEveryWindow() {
    try (Network network = network()) {
      Networks.slice(network.parameters(), Networks.range(network, "output.weights")).assign(0);
      Networks.slice(network.parameters(), Networks.range(network, "output.bias")).assign(0.5);
      if (options() instanceof TsMixerOptions mixer && mixer.reversibleInstanceNorm()) {
        return; // there it is 0.5 in the window's own standard deviations
      }
      assertThat(network.forward(x, false, 0)).isEqualTo(Nd4j.valueArrayOf(BATCH, steps(), 0.5f));
    }
  }

  @Test
  void sameSeedSameBits() {
    try (Network one = network();
        Network two = network()) {
      assertThat(one.parameters()).isEqualTo(two.parameters());
      float[] first = train(one, 4);
      float[] second = train(two, 4);
      assertThat(first).containsExactly(second);
      assertThat(one.forward(x, false, 1)).isEqualTo(two.forward(x, false, 2));
    }
  }

  @Test
  void anotherSeedOtherWeights() {
    try (Network one = network();
        Network two = network(DataType.FLOAT, 8)) {
      assertThat(one.parameters()).isNotEqualTo(two.parameters());
    }
  }

  @Test
  void stepSeedDeterminesDropoutOfATrainingForwardOnly() {
    try (Network network = network()) {
      INDArray first = network.forward(x, true, 1);
      assertThat(network.forward(x, true, 1)).isEqualTo(first);
      assertThat(network.forward(x, true, 2)).isNotEqualTo(first);
      assertThat(network.forward(x, false, 1)).isEqualTo(network.forward(x, false, 2));
    }
  }

  @Test
  void leavesTheSharedGeneratorAlone() {
    Nd4j.getRandom().setSeed(99);
    long undisturbed = Nd4j.getRandom().nextLong();
    Nd4j.getRandom().setSeed(99);
    try (Network network = network()) {
      train(network, 2);
    }
    assertThat(Nd4j.getRandom().nextLong()).isEqualTo(undisturbed);
  }

  @Test
  void twoNetworksTrainedInTurnsAreEachAsAlone() {
    float[] alone;
    float[] otherAlone;
    try (Network network = network();
        Network other = network(DataType.FLOAT, 8)) {
      alone = train(network, 4);
      otherAlone = train(other, 4);
    }
    try (Network one = network();
        Network two = network(DataType.FLOAT, 8)) {
      for (int step = 0; step < 4; step++) {
        INDArray first = one.forward(x, true, step);
        INDArray second = two.forward(x, true, step);
        one.backward(first.sub(y).mul(2.0 / BATCH));
        two.backward(second.sub(y).mul(2.0 / BATCH));
        one.parameters().subi(one.gradient().mul(0.01));
        two.parameters().subi(two.gradient().mul(0.01));
      }
      assertThat(one.parameters().data().asFloat()).containsExactly(alone);
      assertThat(two.parameters().data().asFloat()).containsExactly(otherAlone);
    }
  }

  @Test
  void floatAndDoubleAgree() {
    try (Network single = network();
        Network exact = network(DataType.DOUBLE, 7)) {
      assertThat(single.dataType()).isEqualTo(DataType.FLOAT);
      assertThat(exact.dataType()).isEqualTo(DataType.DOUBLE);
      INDArray wideX = x.castTo(DataType.DOUBLE);
      INDArray wideY = y.castTo(DataType.DOUBLE);
      for (int step = 0; step < 3; step++) {
        double loss = Networks.step(single, x, y, 0.01, step);
        assertThat(loss)
            .isCloseTo(Networks.step(exact, wideX, wideY, 0.01, step), within(1e-4 * loss));
      }
      assertThat(
              single
                  .forward(x, false, 0)
                  .castTo(DataType.DOUBLE)
                  .sub(exact.forward(wideX, false, 0))
                  .norm2Number()
                  .doubleValue())
          .isLessThan(1e-4);
    }
  }

  @Test
  void learnsALinearRule() {
    INDArray rule = // feature 0 of the same day // [batch, steps]
        x.get(NDArrayIndex.all(), NDArrayIndex.interval(9 - steps(), 9), NDArrayIndex.point(0));
    try (Network network = network()) {
      double start = Networks.step(network, x, rule, 0, 0);
      for (int step = 0; step < 150; step++) {
        Networks.step(network, x, rule, 0, step);
        // The sign alone, so that one rate fits every network.
        network.parameters().subi(Transforms.sign(network.gradient()).mul(0.01));
      }
      double end = network.forward(x, false, 0).sub(rule).norm2Number().doubleValue();
      assertThat(end * end / BATCH).isLessThan(0.5 * start);
    }
  }

  @Test
  void gradientIsASumOverWindows() {
    if (mixesBatch()) {
      return;
    }
    try (Network network = network(DataType.DOUBLE, 7)) {
      INDArray wideX = x.castTo(DataType.DOUBLE);
      INDArray dOutput = Networks.normal(DataType.DOUBLE, 3, BATCH, steps());
      INDArray nothing = dOutput.dup();
      nothing.get(NDArrayIndex.interval(0, BATCH / 2)).assign(0);
      network.forward(wideX, true, 1);
      network.backward(dOutput);
      INDArray whole = network.gradient().dup();
      network.forward(wideX, true, 1);
      network.backward(nothing);
      INDArray half = network.gradient().dup();
      network.forward(wideX, true, 1);
      network.backward(dOutput.sub(nothing));
      assertThat(half.add(network.gradient()).sub(whole).norm2Number().doubleValue())
          .isLessThan(1e-12);
    }
  }

  @Test
  void inferenceTreatsEachWindowAlone() {
    INDArray many = Networks.normal(DataType.FLOAT, 9, 300, 9, 2);
    try (Network network = network()) {
      train(network, 1);
      INDArray all = network.forward(many, false, 0);
      for (int i : new int[] {0, 127, 128, 299}) {
        INDArray one = network.forward(many.get(NDArrayIndex.interval(i, i + 1)).dup(), false, 0);
        for (int step = 0; step < steps(); step++) {
          assertThat(one.getDouble(0, step)).isCloseTo(all.getDouble(i, step), within(1e-5));
        }
      }
    }
  }

  @Test
  void inputsAreNotChangedAndOutputsAreTheCallersOwn() {
    try (Network network = network()) {
      INDArray before = x.dup();
      INDArray output = network.forward(x, true, 0);
      INDArray kept = output.dup();
      INDArray dOutput = output.sub(y);
      INDArray dBefore = dOutput.dup();
      network.backward(dOutput);
      network.forward(x.mul(2), true, 1);
      network.backward(dOutput);
      INDArray inferred = network.forward(x, false, 0);
      INDArray keptInferred = inferred.dup();
      network.forward(x.mul(3), false, 0);
      assertThat(x).isEqualTo(before);
      assertThat(dOutput).isEqualTo(dBefore);
      assertThat(output).isEqualTo(kept);
      assertThat(inferred).isEqualTo(keptInferred);
      assertThat(output.closeable()).isTrue();
      assertThat(inferred.closeable()).isTrue();
    }
  }

  @Test
  void inputAndErrorMayBeViews() {
    INDArray many = Networks.normal(DataType.FLOAT, 9, 500, 9, 2);
    INDArray errors = Networks.normal(DataType.FLOAT, 10, 500, steps());
    INDArrayIndex part = NDArrayIndex.interval(150, 450);
    try (Network network = network()) {
      INDArray inferred = network.forward(many.get(part), false, 0);
      assertThat(inferred).isEqualTo(network.forward(many.get(part).dup(), false, 0));
      network.forward(many.get(part), true, 1);
      network.backward(errors.get(part));
      INDArray gradient = network.gradient().dup();
      network.forward(many.get(part).dup(), true, 1);
      network.backward(errors.get(part).dup());
      assertThat(network.gradient()).isEqualTo(gradient);
    }
  }

  @Test
  void backwardWantsATrainingForwardOfItsOwn() {
    try (Network network = network()) {
      assertThatIllegalStateException().isThrownBy(() -> network.backward(y));
      network.forward(x, false, 0);
      assertThatIllegalStateException().isThrownBy(() -> network.backward(y));
      network.forward(x, true, 0);
      network.forward(x, false, 0);
      assertThatIllegalStateException().isThrownBy(() -> network.backward(y));
      network.forward(x, true, 0);
      network.backward(y);
      assertThatIllegalStateException().isThrownBy(() -> network.backward(y));
    }
  }

  @Test
  void refusesOtherShapesAndTypes() {
    try (Network network = network()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.forward(x.castTo(DataType.DOUBLE), true, 0))
          .withMessageContaining("DOUBLE")
          .withMessageContaining("FLOAT");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> network.forward(Networks.normal(DataType.FLOAT, 1, 3, 8, 2), true, 0))
          .withMessageContaining("[3, 8, 2]")
          .withMessageContaining("[batch, 9, 2]");
    }
  }

  @Test
  void batchSizeMayChangeFromStepToStep() {
    try (Network network = network()) {
      for (int batch : new int[] {72, 3, 65, 1, 72}) {
        INDArray part = x.get(NDArrayIndex.interval(0, batch));
        INDArray output = network.forward(part, true, 1);
        assertThat(output.shape()).containsExactly(batch, steps());
        network.backward(output.dup());
        assertThat(network.gradient().norm2Number().doubleValue()).isFinite();
      }
    }
  }

  @Test
  void canBeUsedFromAnotherThread() throws InterruptedException {
    try (Network network = network();
        Network other = network()) {
      train(network, 1);
      Thread thread = new Thread(() -> train(other, 1));
      thread.start();
      thread.join();
      assertThat(other.forward(x, false, 0)).isEqualTo(network.forward(x, false, 0));
    }
  }

  @Test
  void saysWhatComputes() {
    try (Network network = network()) {
      assertThat(network.engine()).containsAnyOf("nd4j-native", "oneDNN");
    }
  }
}
