package io.github.volatility4j.nn;

class PreNormTsMixerNetworkTest extends NetworkContract {
  @Override
  NetworkOptions options() {
    return new TsMixerOptions(
        6, 8, 2, 0.2, false, TsMixerForm.BASIC.withNorm(TsMixerForm.Norm.LAYER, true));
  }
}
