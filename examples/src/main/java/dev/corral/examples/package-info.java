/** The command line, and where it starts. */
@NullMarked
package dev.corral.examples;

import org.jspecify.annotations.NullMarked;
