package io.github.volatility4j.nn;

class LstmWithHeadNetworkTest extends NetworkContract {
  @Override
  NetworkOptions options() {
    return new LstmOptions(2, 6, 0.2, 5);
  }

  @Override
  boolean mixesBatch() {
    return true;
  }
}
