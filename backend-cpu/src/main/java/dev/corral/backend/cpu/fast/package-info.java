/**
 * The fast backend: pure Java, with SIMD kernels where {@code jdk.incubator.vector} is there and
 * loops that the compiler vectorises where it is not, on all processors.
 *
 * <p>{@link dev.corral.backend.cpu.fast.CpuProvider} is what the framework finds. A convolution is
 * planned in {@code Convolution}; almost everything that multiplies runs in {@code PanelProduct} on
 * one of the two {@code Kernels}.
 */
@NullMarked
package dev.corral.backend.cpu.fast;

import org.jspecify.annotations.NullMarked;
