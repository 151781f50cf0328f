package io.github.volatility4j.nn;

class LstmOnSeveralDaysNetworkTest extends NetworkContract {
  @Override
  NetworkOptions options() {
    return new LstmOptions(2, 6, 0.2, 0);
  }

  @Override
  int steps() {
    return 4;
  }
}
