package io.github.volatility4j.nn;

class ConditionalTsMixerNetworkTest extends NetworkContract {
  @Override
  NetworkOptions options() {
    return new TsMixerOptions(16, 16, 2, 0.2, false, TsMixerForm.CONDITIONAL);
  }
}
