package io.github.volatility4j.nn;

import io.github.volatility4j.series.TimeSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of the market: for each date the means, over the stocks that traded on it, of the size
 * of the surprise, the surprise itself, and the terms of 5 and 22 days (see {@link OwnTerms}). No
 * model of a single stock knows it. A stock on another calendar takes part on its own days.
 */
final class MarketTerms {
  /** Components that keep them beside a stock's labels. */
  static final List<String> NAMES =
      List.of("market:size", "market:surprise", "market:week", "market:month");

  private static final int[] TERMS = {
    OwnTerms.SIZE_OF_SURPRISE, OwnTerms.SURPRISE, OwnTerms.WEEK, OwnTerms.MONTH
  };

  static final int COUNT = TERMS.length;

  private MarketTerms() {}

  /** Sums over stocks on a date, and how many stocks. */
  private static final class Sum {
    private final double[] terms = new double[COUNT];
    private int stocks;
  }

  /**
   * The rows of a panel with the market's terms.
   *
   * @param labels the stocks; undated ones don't know what day it is for the others, so that their
   *     terms are unknown
   * @param panel their rows, with anchors
   */
  static List<Rows> join(List<TimeSeries> labels, List<Rows> panel) {
    Map<LocalDate, Sum> dates = new HashMap<>();
    for (int s = 0; s < panel.size(); s++) {
      double[][] own = OwnTerms.of(panel.get(s));
      for (int t = 0; labels.get(s).isDated() && t < panel.get(s).size(); t++) {
        if (!Double.isNaN(own[OwnTerms.SURPRISE][t] + own[OwnTerms.WEEK][t])) {
          Sum sum = dates.computeIfAbsent(labels.get(s).date(t), date -> new Sum());
          sum.stocks++;
          for (int k = 0; k < COUNT; k++) {
            sum.terms[k] += own[TERMS[k]][t];
          }
        }
      }
    }
    List<Rows> joined = new ArrayList<>();
    for (int s = 0; s < panel.size(); s++) {
      double[][] terms = new double[COUNT][panel.get(s).size()];
      for (int t = 0; t < panel.get(s).size(); t++) {
        Sum sum = labels.get(s).isDated() ? dates.get(labels.get(s).date(t)) : null;
        for (int k = 0; k < COUNT; k++) {
          terms[k][t] = sum == null ? Double.NaN : sum.terms[k] / sum.stocks;
        }
      }
      joined.add(panel.get(s).withMarket(terms));
    }
    return joined;
  }
}
