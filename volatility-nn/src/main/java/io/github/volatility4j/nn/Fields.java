package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Archive;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Typed reading of a manifest; whatever is missing or out of range is one sentence that names file
 * and key.
 */
final class Fields {
  private static final int LONGEST = 300;

  private final Path file;
  private final String what;
  private final Map<String, String> values;

  /**
   * @param what the file is to be, in a word
   */
  Fields(Path file, String what, Map<String, String> values) {
    this.file = file;
    this.what = what;
    this.values = values;
  }

  IllegalArgumentException wrong(String key, String found, String wanted) {
    return new IllegalArgumentException(
        "%s is not a usable %s: %s is %s, must be %s"
            .formatted(file, what, key, shown(found), wanted));
  }

  /** Text from the file as a message shows it: on one line and not too long. */
  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /** Makes something from fields; what its constructor refuses is refused by the file's name. */
  <T> T checked(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(file.toString())
          ? e
          : new IllegalArgumentException(
              file + " is not a usable " + what + ": " + shown(message), e);
    }
  }

  /** What stands under keys that begin so, by the rest of the key. */
  Map<String, String> under(String prefix) {
    Map<String, String> out = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            out.put(key.substring(prefix.length()), value);
          }
        });
    return out;
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

  /** A loss that may not have been measured yet. */
  double numberOrInfinity(String key) {
    return text(key).equals("Infinity") ? Double.POSITIVE_INFINITY : number(key);
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

  /** An entry of little-endian floats. */
  float[] floats(Archive archive, String name) {
    byte[] raw = entry(archive, name);
    float[] numbers = new float[raw.length / Float.BYTES];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }

  /** The same, of weights that shall forecast. */
  float[] finiteFloats(Archive archive, String name) {
    float[] numbers = floats(archive, name);
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        throw wrong(name, "with a number that is " + number, "finite throughout");
      }
    }
    return numbers;
  }

  static void putNumbers(SortedMap<String, String> out, String key, double... values) {
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      text.append(text.isEmpty() ? "" : " ").append(value);
    }
    out.put(key, text.toString());
  }

  static void putEpochs(SortedMap<String, String> out, String key, List<Epoch> epochs) {
    out.put(key, "" + epochs.size());
    for (Epoch epoch : epochs) {
      putNumbers(
          out,
          key + "." + epoch.number(),
          epoch.trainLoss(),
          epoch.validationLoss(),
          epoch.learningRate(),
          epoch.seconds(),
          epoch.best() ? 1 : 0);
    }
  }

  List<Epoch> epochs(String key) {
    List<Epoch> epochs = new ArrayList<>();
    int count = integer(key, 0, 1 << 20);
    for (int number = 1; number <= count; number++) {
      double[] e = numbers(key + "." + number, 5);
      epochs.add(new Epoch(number, e[0], e[1], e[2], e[3], e[4] == 1));
    }
    return List.copyOf(epochs);
  }

  static void putList(SortedMap<String, String> out, String key, List<String> values) {
    out.put(key, "" + values.size());
    for (int i = 0; i < values.size(); i++) {
      out.put(key + "." + i, values.get(i));
    }
  }
}
