/** Files as users want them: whole, or not there. */
@NullMarked
package dev.corral.examples.io;

import org.jspecify.annotations.NullMarked;
