package io.github.volatility4j.examples;

import java.util.Map;
import java.util.StringJoiner;

/** Writes maps, lists, arrays, texts, booleans and numbers as JSON, in the order given. */
final class Json {
  private Json() {}

  /**
   * The JSON text of a value.
   *
   * @throws IllegalArgumentException at a number that JSON has no text for, or another type
   */
  static String write(Object value) {
    if (value instanceof Map<?, ?> map) {
      StringJoiner all = new StringJoiner(", ", "{", "}");
      map.forEach((key, member) -> all.add(quote(String.valueOf(key)) + ": " + write(member)));
      return all.toString();
    }
    if (value instanceof Iterable<?> list) {
      StringJoiner all = new StringJoiner(", ", "[", "]");
      list.forEach(member -> all.add(write(member)));
      return all.toString();
    }
    if (value instanceof double[] numbers) {
      StringJoiner all = new StringJoiner(", ", "[", "]");
      for (double number : numbers) {
        all.add(Numbers.shortest(number));
      }
      return all.toString();
    }
    if (value instanceof Double number) {
      return Numbers.shortest(number);
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof String text) {
      return quote(text);
    }
    throw new IllegalArgumentException("no JSON for a " + value.getClass().getName());
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
