package io.github.volatility4j.nn;

/**
 * One pass over the training windows.
 *
 * @param number from 1
 * @param trainLoss mean weighted loss over the pass, with dropout, while the weights moved
 * @param validationLoss mean weighted loss over the validation windows after it; the training loss
 *     where there are none
 * @param learningRate during the pass
 * @param seconds of wall-clock time, validation included
 * @param best whether no earlier epoch had a lower validation loss
 */
public record Epoch(
    int number,
    double trainLoss,
    double validationLoss,
    double learningRate,
    double seconds,
    boolean best) {}
