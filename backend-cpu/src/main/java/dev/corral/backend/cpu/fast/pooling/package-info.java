/** Pooling of images and its gradients. */
@NullMarked
package dev.corral.backend.cpu.fast.pooling;

import org.jspecify.annotations.NullMarked;
