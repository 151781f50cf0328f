package io.github.volatility4j.bench;

/**
 * A combination of parameters that can't be measured, because an engine lacks the model or the
 * machine lacks the engine. JMH prints the message, leaves the combination out of its table and
 * goes on with the next.
 */
final class NotOffered extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotOffered(String message) {
    super(message, null, false, false); // a stack trace would say nothing
  }
}
