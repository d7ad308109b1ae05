/** Functions of each element, elements moved, and many elements folded to one. */
@NullMarked
package dev.corral.backend.cpu.fast.elementwise;

import org.jspecify.annotations.NullMarked;
