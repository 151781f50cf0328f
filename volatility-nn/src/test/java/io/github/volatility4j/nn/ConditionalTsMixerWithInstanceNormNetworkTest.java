package io.github.volatility4j.nn;

class ConditionalTsMixerWithInstanceNormNetworkTest extends NetworkContract {
  @Override
  NetworkOptions options() {
    return new TsMixerOptions(6, 8, 2, 0.2, true, TsMixerForm.CONDITIONAL);
  }
}
