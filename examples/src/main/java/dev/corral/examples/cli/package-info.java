/**
 * The commands: what they take, which backend they run on, in which JVM, and how they print. What
 * is computed is in {@link dev.corral.examples.chapter}.
 */
@NullMarked
package dev.corral.examples.cli;

import org.jspecify.annotations.NullMarked;
