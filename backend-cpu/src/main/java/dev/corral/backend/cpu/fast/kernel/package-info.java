/**
 * The innermost loops: of {@code jdk.incubator.vector}, and such as the compiler vectorises by
 * itself. They know arrays and places in them, and nothing of tensors.
 */
@NullMarked
package dev.corral.backend.cpu.fast.kernel;

import org.jspecify.annotations.NullMarked;
