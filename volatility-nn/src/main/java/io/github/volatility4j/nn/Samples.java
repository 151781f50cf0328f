package io.github.volatility4j.nn;

import io.github.volatility4j.dataset.Windows;

/**
 * What a network is trained on: inputs and targets of every row of every stock, and the windows
 * over them.
 *
 * @param inputs what is known by the evening of each row // [series][rows · channels]
 * @param channels numbers a row
 * @param truth of each row, NaN where there is none // [series][rows]
 * @param teacher of each row, NaN where there is none // [series][rows]
 * @param base what the outputs for a row and the days after it are relative to: known the evening
 *     before that row // [series][rows]
 * @param weights of each row in the loss, at least 0 // [series][rows]
 * @param train windows whose targets are trained on
 * @param validation windows whose targets decide when to stop
 */
record Samples(
    float[][] inputs,
    int channels,
    double[][] truth,
    double[][] teacher,
    double[][] base,
    double[][] weights,
    Windows train,
    Windows validation) {}
