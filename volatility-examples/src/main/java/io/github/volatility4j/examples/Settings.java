package io.github.volatility4j.examples;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A model's name taken apart: {@code MODEL[:ARGUMENT][:KEY=VALUE]…}. */
final class Settings {
  private final String model;
  private final Optional<String> argument;
  private final Map<String, String> values;
  private final Set<String> used = new HashSet<>();

  private Settings(String model, Optional<String> argument, Map<String, String> values) {
    this.model = model;
    this.argument = argument;
    this.values = values;
  }

  static Settings of(String name) {
    String[] parts = name.split(":", -1);
    Optional<String> argument = Optional.empty();
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=", 2);
      if (pair.length == 2) {
        values.put(pair[0], pair[1]);
      } else if (argument.isEmpty() && values.isEmpty() && !parts[i].isEmpty()) {
        argument = Optional.of(parts[i]);
      } else {
        throw new IllegalArgumentException(
            "'%s' is neither an argument after the name nor a setting KEY=VALUE"
                .formatted(parts[i]));
      }
    }
    return new Settings(parts[0], argument, values);
  }

  String model() {
    return model;
  }

  Optional<String> argument() {
    used.add("");
    return argument;
  }

  String text(String wanted) {
    return argument()
        .orElseThrow(() -> new IllegalArgumentException("after the colon comes " + wanted));
  }

  int integer(String wanted) {
    return parseInteger(text(wanted));
  }

  Optional<String> setting(String key) {
    used.add(key);
    return Optional.ofNullable(values.get(key));
  }

  /** Applies a setting if it was given. */
  <S, T> S apply(S subject, String key, Function<String, T> reader, BiFunction<S, T, S> setter) {
    return setting(key).map(reader).map(value -> setter.apply(subject, value)).orElse(subject);
  }

  /** Refuses what nobody asked for, so that a misspelt setting is not silently ignored. */
  void requireAllUsed() {
    argument.ifPresent(
        text -> {
          if (!used.contains("")) {
            throw new IllegalArgumentException("%s takes no '%s'".formatted(model, text));
          }
        });
    for (String key : values.keySet()) {
      if (!used.contains(key)) {
        used.remove("");
        throw new IllegalArgumentException(
            "%s has no setting %s; it has %s"
                .formatted(model, key, used.isEmpty() ? "none" : used));
      }
    }
  }

  static double parseNumber(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number", e);
    }
  }

  static int parseInteger(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no whole number", e);
    }
  }
}
