/** Wrong backends: the plain one with a single mistake each. The kit must find every one. */
@NullMarked
package dev.corral.conformance.mutants;

import org.jspecify.annotations.NullMarked;
