/**
 * The numbered rules that a backend keeps, read from the document beside them, {@code RULES.md}.
 */
@NullMarked
package dev.corral.conformance.rules;

import org.jspecify.annotations.NullMarked;
