package io.github.volatility4j.garch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Models of orders 1 by the names that they have in lists of forecasts. */
final class NamedGarch {
  static final Map<String, Garch> ALL = all();

  private NamedGarch() {}

  private static Map<String, Garch> all() {
    Garch base = Garch.builder().constantMean().preSample(PreSample.EWMA);
    Map<String, Garch> families = new LinkedHashMap<>();
    families.put("garch", base.garch(1, 1));
    families.put("igarch", base.igarch(1, 1));
    families.put("figarch", base.figarch(1, 1));
    families.put("gjr", base.gjr(1, 1, 1));
    families.put("tgarch", base.tgarch(1, 1, 1));
    families.put("egarch", base.egarch(1, 1, 1));
    families.put("aparch", base.aparch(1, 1, 1));
    Map<String, Garch> all = new LinkedHashMap<>();
    families.forEach(
        (name, family) -> {
          all.put(name, family.normal());
          all.put(name + "-t", family.studentT());
          all.put(name + "-skewt", family.skewT());
          all.put(name + "-ged", family.ged());
        });
    return Collections.unmodifiableMap(all);
  }
}
