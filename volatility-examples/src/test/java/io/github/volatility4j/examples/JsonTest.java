package io.github.volatility4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void writesEveryKindOfValueInTheOrderGiven() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", "a \"quoted\" \\ line\nbreak");
    object.put("numbers", new double[] {1, -0.5, 1e-7, 1e22});
    object.put("count", 3);
    object.put("yes", true);
    object.put("list", List.of("x", 2L));
    assertThat(Json.write(object))
        .isEqualTo(
            "{\"name\": \"a \\\"quoted\\\" \\\\ line\\u000abreak\", "
                + "\"numbers\": [1, -0.5, 1.0E-7, 1.0E22], \"count\": 3, \"yes\": true, "
                + "\"list\": [\"x\", 2]}");
  }

  @Test
  void whatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> Json.write(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.write(new Object())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersAreTheShortestTextThatReadsBack() {
    assertThat(Numbers.shortest(2)).isEqualTo("2");
    assertThat(Numbers.shortest(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    // Where Double.toString of JDK 17 is longer than it must.
    assertThat(Numbers.shortest(2.0e-3)).isEqualTo("0.002");
    assertThat(Numbers.shortest(0x1p-44)).isEqualTo("5.684341886080802E-14");
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double number = Math.exp(20 * random.nextGaussian());
      String text = Numbers.shortest(number);
      assertThat(Double.parseDouble(text)).isEqualTo(number);
      assertThat(digits(text)).isLessThanOrEqualTo(digits(Double.toString(number)));
    }
  }

  private static int digits(String text) {
    return new BigDecimal(text).stripTrailingZeros().precision();
  }
}
