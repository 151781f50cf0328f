package io.github.volatility4j.nn.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/** Names of losses: {@code mse}, or with a number {@code huber:1.5}. */
final class LossName {
  private static final Map<String, DoubleFunction<Loss>> WITH_NUMBER =
      new TreeMap<>(
          Map.of("huber", Huber::new, "student-t", StudentT::new, "pinball", Pinball::new));

  private LossName() {}

  static Loss parse(String name) {
    for (StandardLoss loss : StandardLoss.values()) {
      if (loss.toString().equals(name)) {
        return loss;
      }
    }
    int colon = name.indexOf(':');
    DoubleFunction<Loss> made = WITH_NUMBER.get(colon < 0 ? name : name.substring(0, colon));
    if (made == null || colon < 0) {
      throw new IllegalArgumentException(
          "loss is \"%s\", must be one of %s".formatted(name, String.join(", ", all())));
    }
    double number;
    try {
      number = Double.parseDouble(name.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "loss is \"%s\", must have a number behind the colon".formatted(name), e);
    }
    return made.apply(number);
  }

  private static List<String> all() {
    List<String> names = new ArrayList<>();
    for (StandardLoss loss : StandardLoss.values()) {
      names.add(loss.toString());
    }
    WITH_NUMBER.keySet().forEach(name -> names.add(name + ":NUMBER"));
    return names;
  }
}
