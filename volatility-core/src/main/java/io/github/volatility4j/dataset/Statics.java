package io.github.volatility4j.dataset;

import io.github.volatility4j.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** One-hot codes of series: {@code codes} is [series][name]. */
record Statics(List<String> names, double[][] codes) {
  private static final List<String> INDUSTRY = List.of("industry_code", "industry");

  static Statics of(List<TimeSeries> series, StaticMode mode) {
    List<String> names = new ArrayList<>();
    if (mode.hasIndustry()) {
      TreeSet<String> industries = new TreeSet<>();
      series.forEach(one -> industries.add(industry(one)));
      industries.forEach(industry -> names.add("industry_" + industry));
    }
    int industries = names.size();
    if (mode.hasTicker()) {
      series.forEach(one -> names.add("ticker_" + one.name()));
    }
    double[][] codes = new double[series.size()][names.size()];
    for (int s = 0; s < codes.length; s++) {
      if (mode.hasIndustry()) {
        codes[s][names.indexOf("industry_" + industry(series.get(s)))] = 1;
      }
      if (mode.hasTicker()) {
        codes[s][industries + s] = 1;
      }
    }
    return new Statics(List.copyOf(names), codes);
  }

  private static String industry(TimeSeries series) {
    Map<String, String> attributes = series.attributes();
    return INDUSTRY.stream()
        .filter(attributes::containsKey)
        .findFirst()
        .map(attributes::get)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "series %s has no attribute %s; it has %s"
                        .formatted(
                            series.name(), String.join(" or ", INDUSTRY), attributes.keySet())));
  }
}
