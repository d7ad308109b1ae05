/** Tests of what backends are measured by. */
@NullMarked
package dev.corral.conformance;

import org.jspecify.annotations.NullMarked;
