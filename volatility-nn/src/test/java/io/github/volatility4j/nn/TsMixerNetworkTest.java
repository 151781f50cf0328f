package io.github.volatility4j.nn;

class TsMixerNetworkTest extends NetworkContract {
  @Override
  NetworkOptions options() {
    return new TsMixerOptions(6, 8, 2, 0.2, false);
  }
}
