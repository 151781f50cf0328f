package io.github.volatility4j.nn;

/**
 * What stands where among a day's features, in this order.
 *
 * @param targets variances, the truth first; 0 where neither truth nor teacher goes in as it is
 * @param past what else is known by the evening of the day
 * @param future what is known of the day after
 * @param statics what is the same on every day
 */
record FeatureLayout(int targets, int past, int future, int statics) {
  FeatureLayout {
    if (targets < 0 || past < 0 || future < 0 || statics < 0) {
      throw new IllegalArgumentException(
          "features are %d targets, %d past, %d future, %d static; none may be negative"
              .formatted(targets, past, future, statics));
    }
  }

  /** Features of which nothing is known but that the first is the truth. */
  static FeatureLayout plain(int features) {
    return new FeatureLayout(Math.min(features, 1), Math.max(features - 1, 0), 0, 0);
  }

  /** {@return how many are known of the days of the window} */
  int history() {
    return targets + past;
  }

  /** {@return how many there are} */
  int features() {
    return history() + future + statics;
  }
}
