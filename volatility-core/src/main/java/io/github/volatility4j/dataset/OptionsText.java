package io.github.volatility4j.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** {@link DatasetOptions} as keys and values, the same in every file that holds them. */
final class OptionsText {
  private OptionsText() {}

  static SortedMap<String, String> of(DatasetOptions options) {
    SortedMap<String, String> text = new TreeMap<>();
    text.put("validation", Double.toString(options.validation()));
    text.put("test", Double.toString(options.test()));
    text.put("burnIn", Integer.toString(options.burnIn()));
    text.put("inputChunkLength", Integer.toString(options.inputChunkLength()));
    text.put("truth", options.truth());
    text.put("teacher", options.teacher());
    text.put("staticMode", options.staticMode().name());
    text.put("transform", options.transform().name());
    text.put("scale", options.scale().name());
    Covariates covariates = options.covariates();
    text.put("covariate.lag", Integer.toString(covariates.lag()));
    putAll(text, "covariate.past", covariates.past());
    putAll(text, "covariate.known", covariates.known());
    putAll(text, "covariate.ranked", covariates.ranked());
    putAll(
        text,
        "covariate.calendar",
        covariates.calendar().stream().map(CalendarFeature::name).toList());
    return text;
  }

  static DatasetOptions parse(Map<String, String> text) {
    return new DatasetOptions(
        parse(text, "validation", Double::parseDouble),
        parse(text, "test", Double::parseDouble),
        parse(text, "burnIn", Integer::parseInt),
        parse(text, "inputChunkLength", Integer::parseInt),
        get(text, "truth"),
        get(text, "teacher"),
        new Covariates(
            getAll(text, "covariate.past"),
            parse(text, "covariate.lag", Integer::parseInt),
            getAll(text, "covariate.known"),
            getAll(text, "covariate.ranked"),
            getAll(text, "covariate.calendar").stream()
                .map(name -> constant("covariate.calendar", name, CalendarFeature.class))
                .toList()),
        constant("staticMode", get(text, "staticMode"), StaticMode.class),
        constant("transform", get(text, "transform"), Transform.class),
        constant("scale", get(text, "scale"), Scale.class));
  }

  private static <T> T parse(Map<String, String> text, String key, Function<String, T> parser) {
    String value = get(text, key);
    try {
      return parser.apply(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is \"%s\", must be a number".formatted(key, value), e);
    }
  }

  private static <E extends Enum<E>> E constant(String key, String value, Class<E> type) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    if (!names.contains(value)) {
      throw new IllegalArgumentException(
          "%s is \"%s\", must be one of %s".formatted(key, value, names));
    }
    return Enum.valueOf(type, value);
  }

  private static String get(Map<String, String> text, String key) {
    String value = text.get(key);
    if (value == null) {
      throw new IllegalArgumentException("its manifest has no " + key);
    }
    return value;
  }

  static void putAll(Map<String, String> text, String key, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      text.put(key + "." + i, values.get(i));
    }
  }

  static List<String> getAll(Map<String, String> text, String key) {
    List<String> values = new ArrayList<>();
    for (String value = text.get(key + ".0"); value != null; ) {
      values.add(value);
      value = text.get(key + "." + values.size());
    }
    return values;
  }
}
