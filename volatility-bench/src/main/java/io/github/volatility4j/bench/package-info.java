/** JMH benchmarks: each answers one question and names its command. */
@NullMarked
package io.github.volatility4j.bench;

import org.jspecify.annotations.NullMarked;
