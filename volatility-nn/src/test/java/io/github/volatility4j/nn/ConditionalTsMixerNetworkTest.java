package io.github.volatility4j.nn;

class ConditionalTsMixerNetworkTest extends NetworkContract {
  @Override
  NetworkOptions options() {
    return new TsMixerOptions(6, 8, 2, 0.2, false, TsMixerForm.CONDITIONAL);
  }
}
