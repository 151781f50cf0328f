package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The conditional TSMixer against numbers of tsmixer.py, which knows nothing of this code, and the
 * numbers of parameters that Darts' model has.
 */
class ConditionalTsMixerForwardTest {
  private static final Properties GOLDEN = golden();

  private static Properties golden() {
    Properties golden = new Properties();
    try (InputStream in =
        Objects.requireNonNull(
            ConditionalTsMixerForwardTest.class.getResourceAsStream("tsmixer.properties"))) {
      golden.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return golden;
  }

  private static List<String> words(String key) {
    return List.of(Objects.requireNonNull(GOLDEN.getProperty(key), key).split(" "));
  }

  private static double[] numbers(String key) {
    return words(key).stream().mapToDouble(Double::parseDouble).toArray();
  }

  static Stream<String> cases() {
    return words("cases").stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsTheIndependentComputation(String name) {
    List<String> form = words(name + ".form");
    int[] size = words(name + ".size").stream().mapToInt(Integer::parseInt).toArray();
    int ahead = Integer.parseInt(GOLDEN.getProperty(name + ".ahead", "1"));
    FeatureLayout layout = new FeatureLayout(size[3], size[4], size[5] * ahead, size[6]);
    NetworkShape shape = new NetworkShape(size[2], layout, size[3] * ahead, 1, ahead);
    TsMixerOptions options =
        new TsMixerOptions(size[7], size[8], size[9], 0.1, Boolean.parseBoolean(form.get(3)))
            .withForm(
                TsMixerForm.CONDITIONAL
                    .withNorm(
                        TsMixerForm.Norm.valueOf(form.get(0)), Boolean.parseBoolean(form.get(1)))
                    .withActivation(TsMixerForm.Activation.valueOf(form.get(2))));
    try (Network network = Network.create(options, shape, DataType.DOUBLE, 1)) {
      for (ParameterRange range : network.ranges()) {
        // Any numbers will do, if both make the same: sines of the number's place.
        double[] values = new double[(int) range.length()];
        for (int i = 0; i < values.length; i++) {
          values[i] = 0.6 * Math.sin(0.7 * i + range.name().length());
          boolean aroundOne = range.name().endsWith(".gain") || range.name().endsWith(".variance");
          values[i] += aroundOne ? 1 : 0;
        }
        try (INDArray made = Nd4j.create(values, new long[] {values.length}, DataType.DOUBLE)) {
          Networks.slice(network.parameters(), range).assign(made);
        }
      }
      INDArray x =
          Nd4j.create(
              numbers(name + ".x"),
              new long[] {size[1], size[2], layout.features()},
              DataType.DOUBLE);
      double[] expected = numbers(name + ".y"); // [batch, ahead, targets]
      double[] output = network.forward(x, false, 0).data().asDouble();
      for (int i = 0; i < expected.length; i++) {
        // With an instance norm all our outputs are set back by the truth's, in Darts each by its
        // own target's.
        if (!options.reversibleInstanceNorm() || i % size[3] == 0) {
          assertThat(output[i]).as("output %d", i).isCloseTo(expected[i], within(1e-12));
        }
      }
    }
  }

  @Test
  void hasAsManyParametersAsDarts() {
    FeatureLayout twoComponents = new FeatureLayout(2, 0, 0, 0);
    FeatureLayout withTickers = new FeatureLayout(2, 0, 0, 46);
    assertThat(parameters(new TsMixerOptions(64, 64, 2, 0.1, false), twoComponents))
        .isEqualTo(22_049);
    assertThat(parameters(new TsMixerOptions(32, 64, 4, 0.1, false), withTickers))
        .isEqualTo(63_269);
  }

  private static long parameters(TsMixerOptions size, FeatureLayout layout) {
    NetworkShape shape = new NetworkShape(90, layout, 2, 1);
    TsMixerOptions options = size.withForm(TsMixerForm.CONDITIONAL);
    try (Network network = Network.create(options, shape, DataType.FLOAT, 1)) {
      assertThat(Arrays.stream(network.parameters().shape()).sum())
          .isEqualTo(network.ranges().stream().mapToLong(ParameterRange::length).sum());
      return network.parameters().length();
    }
  }
}
