package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Archive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * Typed reading of a manifest; whatever is missing or out of range is one sentence that names file
 * and key.
 */
final class Fields {
  private final Path file;
  private final Map<String, String> values;

  Fields(Path file, Map<String, String> values) {
    this.file = file;
    this.values = values;
  }

  IllegalArgumentException wrong(String key, String found, String wanted) {
    return new IllegalArgumentException(
        "%s is not a usable model: %s is %s, must be %s".formatted(file, key, found, wanted));
  }

  /** Makes something from fields; what its constructor refuses is refused by the file's name. */
  <T> T checked(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(file.toString())
          ? e
          : new IllegalArgumentException(file + " is not a usable model: " + message, e);
    }
  }

  String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw wrong(key, "missing", "there");
    }
    return value;
  }

  Optional<String> optional(String key) {
    return Optional.ofNullable(values.get(key));
  }

  String oneOf(String key, List<String> allowed) {
    String value = text(key);
    if (!allowed.contains(value)) {
      throw wrong(key, "\"" + value + "\"", "one of " + allowed);
    }
    return value;
  }

  <E extends Enum<E>> E constant(String key, Class<E> type) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    return Enum.valueOf(type, oneOf(key, names));
  }

  boolean flag(String key) {
    return oneOf(key, List.of("true", "false")).equals("true");
  }

  int integer(String key, int least, int most) {
    long value = wholeNumber(key);
    if (value < least || value > most) {
      throw wrong(key, "" + value, "in [" + least + ", " + most + "]");
    }
    return (int) value;
  }

  long wholeNumber(String key) {
    try {
      return Long.parseLong(text(key));
    } catch (NumberFormatException e) {
      throw wrong(key, "\"" + text(key) + "\"", "a whole number");
    }
  }

  double number(String key) {
    return parse(key, text(key));
  }

  private double parse(String key, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below, as for NaN
    }
    throw wrong(key, "\"" + text + "\"", "a finite number");
  }

  double[] numbers(String key, int count) {
    String text = text(key);
    String[] parts = text.isEmpty() ? new String[0] : text.split(" ", -1);
    if (parts.length != count) {
      throw wrong(key, parts.length + " numbers", "" + count);
    }
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      out[i] = parse(key, parts[i]);
    }
    return out;
  }

  List<String> list(String key) {
    int count = integer(key, 0, 1 << 20);
    List<String> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      out.add(text(key + "." + i));
    }
    return out;
  }

  byte[] entry(Archive archive, String name) {
    byte[] entry = archive.entries().get(name);
    if (entry == null) {
      throw wrong(name, "missing", "there");
    }
    return entry;
  }

  static void putNumbers(SortedMap<String, String> out, String key, double... values) {
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      text.append(text.isEmpty() ? "" : " ").append(value);
    }
    out.put(key, text.toString());
  }

  static void putList(SortedMap<String, String> out, String key, List<String> values) {
    out.put(key, "" + values.size());
    for (int i = 0; i < values.size(); i++) {
      out.put(key + "." + i, values.get(i));
    }
  }
}
