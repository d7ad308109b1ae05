/**
 * Padded copies of images, in which each tap of a kernel lies at a constant offset from a position;
 * and what is done to outputs while they are in the cache.
 */
@NullMarked
package dev.corral.backend.cpu.fast.field;

import org.jspecify.annotations.NullMarked;
