package io.github.volatility4j.dataset;

/** Which facts about a series as a whole a network is told, each as a one-hot code. */
public enum StaticMode {
  /** None. */
  NONE,
  /** Which series it is. */
  TICKER,
  /** Its attribute {@code industry_code}, or else {@code industry}. */
  INDUSTRY,
  /** Its industry, then which series it is. */
  INDUSTRY_TICKER;

  boolean hasIndustry() {
    return this == INDUSTRY || this == INDUSTRY_TICKER;
  }

  boolean hasTicker() {
    return this == TICKER || this == INDUSTRY_TICKER;
  }
}
