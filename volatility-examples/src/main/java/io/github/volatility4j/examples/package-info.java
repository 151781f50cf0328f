/** The command line, and small programs that show the library at work. */
@NullMarked
package io.github.volatility4j.examples;

import org.jspecify.annotations.NullMarked;
