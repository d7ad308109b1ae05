/**
 * The four editions of the book: what each prints of learning a kernel, and the starting weights
 * that it must have had, derived on the host from the printed figures.
 */
@NullMarked
package dev.corral.examples.edition;

import org.jspecify.annotations.NullMarked;
