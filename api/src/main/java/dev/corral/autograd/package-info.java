/**
 * Gradients, by recording what operations do and replaying it backwards.
 *
 * <p>{@link dev.corral.autograd.Recording} decorates the operations of a scope, on any backend. The
 * backward pass runs as ordinary operations, so on the device.
 */
@NullMarked
package dev.corral.autograd;

import org.jspecify.annotations.NullMarked;
