package io.github.volatility4j.nn;

class ConditionalTsMixerWithBatchNormNetworkTest extends NetworkContract {
  @Override
  NetworkOptions options() {
    return new TsMixerOptions(
        6, 8, 2, 0.2, false, TsMixerForm.CONDITIONAL.withNorm(TsMixerForm.Norm.TIME_BATCH, false));
  }

  @Override
  boolean mixesBatch() {
    return true;
  }
}
