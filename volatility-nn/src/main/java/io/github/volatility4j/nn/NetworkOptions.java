package io.github.volatility4j.nn;

/** Kind and size of a network: {@link LstmOptions} or {@link TsMixerOptions}. */
public sealed interface NetworkOptions permits LstmOptions, TsMixerOptions {}
