/**
 * Writes the project that a backend author starts from: the plain backend and the test that proves
 * it, under names of the author's own. Knows files and text, no command line and no backend.
 */
@NullMarked
package dev.corral.examples.scaffold;

import org.jspecify.annotations.NullMarked;
