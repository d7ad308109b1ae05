/** The arrays that elements live in, and those that operations work in. */
@NullMarked
package dev.corral.backend.cpu.fast.memory;

import org.jspecify.annotations.NullMarked;
