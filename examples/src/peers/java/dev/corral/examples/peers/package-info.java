/**
 * Other libraries that convolve on the JVM, at the same tasks: the {@code bench} command with them
 * joined. Compiled and run under the Maven profile {@code peers} only.
 *
 * <p>Everyone gets as many threads as there are processors, its inputs in place, and its own
 * defaults otherwise. A library that computes only part of the tasks takes part in those.
 */
@NullMarked
package dev.corral.examples.peers;

import org.jspecify.annotations.NullMarked;
