/**
 * The fast backend: pure Java, with SIMD kernels where {@code jdk.incubator.vector} is there and
 * loops that the compiler vectorises where it is not, on all processors.
 *
 * <p>{@link dev.corral.backend.cpu.fast.CpuProvider} is what the framework finds, and {@code
 * CpuOps} hands each operation to what computes it. Below lie, each knowing only those after it,
 * {@code convolution}, {@code winograd}, {@code field} and {@code elementwise}, {@code machine},
 * {@code kernel} and {@code memory}. Nothing here but the provider is meant for others.
 */
@NullMarked
package dev.corral.backend.cpu.fast;

import org.jspecify.annotations.NullMarked;
