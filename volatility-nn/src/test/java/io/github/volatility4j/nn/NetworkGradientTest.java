package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.volatility4j.nn.ParameterRange.Role;
import io.github.volatility4j.nn.TsMixerForm.Activation;
import io.github.volatility4j.nn.TsMixerForm.Norm;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Every parameter's gradient against central differences, in double precision.
 *
 * <p>The loss is {@code Σ w[b,k]·(o[b,k] − y[b,k])²} over all outputs of all days with random w and
 * y. Its differences are taken from the outputs directly, {@code w·(o₊ − o₋)·(o₊ + o₋ − 2y)}, which
 * costs fewer digits than subtracting two losses. A step of 1e-5 rarely crosses the kink of a ReLU;
 * the seeds are such that none does.
 */
class NetworkGradientTest {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-5;

  private record Case(NetworkOptions options, NetworkShape shape, int batch, long seed) {}

  @TestFactory
  Stream<DynamicTest> everyParameterHasTheGradientOfTheLoss() {
    NetworkShape small = new NetworkShape(4, 2, 1);
    NetworkShape twoOutputs = new NetworkShape(3, 3, 2);
    return Stream.of(
            new Case(new LstmOptions(1, 4, 0, 0), small, 3, 1),
            new Case(new LstmOptions(1, 3, 0, 0), twoOutputs, 3, 2),
            new Case(new LstmOptions(2, 3, 0, 0), small, 3, 3),
            new Case(new LstmOptions(1, 3, 0.4, 0), small, 4, 4),
            new Case(new LstmOptions(2, 3, 0.4, 0), small, 3, 5),
            new Case(new LstmOptions(1, 3, 0, 4), small, 5, 6),
            new Case(new LstmOptions(2, 3, 0.3, 4), small, 5, 7),
            new Case(new LstmOptions(1, 1, 0, 0), new NetworkShape(2, 1, 1), 1, 8),
            new Case(new LstmOptions(1, 3, 0, 0), new NetworkShape(4, 2, 1, 4), 3, 15),
            new Case(new LstmOptions(2, 3, 0.3, 0), new NetworkShape(5, 2, 2, 3), 3, 16),
            new Case(new TsMixerOptions(3, 4, 1, 0, false), small, 3, 9),
            new Case(new TsMixerOptions(3, 4, 1, 0, true), small, 3, 10),
            new Case(new TsMixerOptions(3, 4, 2, 0, false), twoOutputs, 3, 11),
            new Case(new TsMixerOptions(4, 4, 2, 0, true), twoOutputs, 3, 12),
            new Case(new TsMixerOptions(3, 4, 1, 0.3, false), small, 4, 13),
            new Case(new TsMixerOptions(3, 4, 2, 0.3, true), small, 4, 14),
            mixer(TsMixerForm.BASIC.withNorm(Norm.LAYER, true), true, 17),
            mixer(TsMixerForm.BASIC.withNorm(Norm.TIME_BATCH, true), true, 18),
            mixer(TsMixerForm.CONDITIONAL, true, 19),
            mixer(TsMixerForm.CONDITIONAL, false, 20),
            mixer(TsMixerForm.CONDITIONAL.withNorm(Norm.LAYER, true), true, 21),
            mixer(TsMixerForm.CONDITIONAL.withNorm(Norm.LAYER_NO_BIAS, false), true, 22),
            mixer(TsMixerForm.CONDITIONAL.withNorm(Norm.TIME_BATCH, false), true, 33),
            mixer(TsMixerForm.CONDITIONAL.withNorm(Norm.TIME_BATCH, true), false, 24),
            mixer(TsMixerForm.CONDITIONAL.withActivation(Activation.ELU), true, 25),
            mixer(TsMixerForm.CONDITIONAL.withActivation(Activation.SOFTPLUS), true, 26),
            mixer(TsMixerForm.CONDITIONAL.withActivation(Activation.TANH), true, 27),
            mixer(TsMixerForm.CONDITIONAL.withActivation(Activation.SELU), true, 28),
            mixer(TsMixerForm.CONDITIONAL.withActivation(Activation.LEAKY_RELU), true, 29),
            mixer(TsMixerForm.CONDITIONAL.withActivation(Activation.SIGMOID), true, 30),
            mixer(TsMixerForm.CONDITIONAL.withActivation(Activation.GELU), true, 31),
            ofThreeDays(TsMixerForm.CONDITIONAL, 34),
            ofThreeDays(TsMixerForm.CONDITIONAL.withNorm(Norm.LAYER, true), 35))
        .map(c -> DynamicTest.dynamicTest(c.toString(), () -> check(c)));
  }

  /**
   * With dropout and instance norm; two targets, and all kinds of features or the history alone.
   */
  private static Case mixer(TsMixerForm form, boolean covariates, long seed) {
    FeatureLayout layout =
        covariates ? new FeatureLayout(2, 2, 2, 3) : new FeatureLayout(2, 0, 0, 0);
    NetworkShape shape = new NetworkShape(4, layout, 2, 1);
    return new Case(new TsMixerOptions(5, 4, 2, 0.2, true, form), shape, 4, seed);
  }

  private static Case ofThreeDays(TsMixerForm form, long seed) {
    NetworkShape shape = new NetworkShape(4, new FeatureLayout(2, 2, 3 * 2, 3), 3 * 2, 1, 3);
    return new Case(new TsMixerOptions(5, 4, 2, 0.2, true, form), shape, 4, seed);
  }

  private static void check(Case c) {
    try (Network network = Network.create(c.options, c.shape, DataType.DOUBLE, c.seed)) {
      Networks.shake(network, 0.3, c.seed);
      long[] out = {c.batch, c.shape.outputsOfWindow()};
      INDArray x =
          Networks.normal(
              DataType.DOUBLE, c.seed + 1, c.batch, c.shape.inputLength(), c.shape.features());
      INDArray y = Networks.normal(DataType.DOUBLE, c.seed + 2, out);
      INDArray w = Networks.normal(DataType.DOUBLE, c.seed + 3, out);

      INDArray output = network.forward(x, true, c.seed);
      network.backward(output.sub(y).muli(w).muli(2));
      INDArray analytic = network.gradient().dup();

      for (ParameterRange range : network.ranges()) {
        if (range.role() == Role.STATE) {
          assertThat(Networks.slice(analytic, range).norm1Number().doubleValue())
              .as(range.name())
              .isZero();
          continue;
        }
        double worst = 0;
        for (long i = range.offset(); i < range.end(); i++) {
          double numeric = numeric(network, x, c.seed, y, w, i);
          double a = analytic.getDouble(i);
          worst =
              Math.max(
                  worst, Math.abs(a - numeric) / Math.max(1e-8, Math.abs(a) + Math.abs(numeric)));
        }
        assertThat(worst).as(range.name()).isLessThan(TOLERANCE);
        assertThat(Networks.slice(analytic, range).norm2Number().doubleValue())
            .as("gradient of " + range.name())
            .isGreaterThan(0);
      }
    }
  }

  private static double numeric(
      Network network, INDArray x, long stepSeed, INDArray y, INDArray w, long i) {
    double start = network.parameters().getDouble(i);
    network.parameters().putScalar(i, start + STEP);
    INDArray above = network.forward(x, true, stepSeed);
    network.parameters().putScalar(i, start - STEP);
    INDArray below = network.forward(x, true, stepSeed);
    network.parameters().putScalar(i, start);
    INDArray difference = above.sub(below);
    INDArray twiceError = above.add(below).subi(y.mul(2));
    return difference.muli(twiceError).muli(w).sumNumber().doubleValue() / (2 * STEP);
  }
}
