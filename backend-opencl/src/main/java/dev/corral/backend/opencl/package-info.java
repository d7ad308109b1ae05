/**
 * The OpenCL backend, {@code opencl}: tensors stay on a device, and every operation is a kernel
 * from a {@code .cl} file beside these classes.
 *
 * <p>{@code OpenClProvider} finds out what there is without ever failing: {@code NativeLibrary}
 * loads JOCL's native half, {@code Devices} lists the devices. An opened {@code OpenClBackend} has
 * a {@code Context}, which owns every OpenCL object of a session and all calls to them: {@code
 * Kernels} builds the programs, {@code DeviceStorage} is a buffer, {@code Launch} is one call of a
 * kernel. {@code OpenClOps} is the vocabulary; a class for each kind of operation prepares the
 * launches, with the loops that {@code Traversal} reduces a movement to.
 *
 * <p>{@code Convolution} and {@code MatrixProduct} bring what they are asked for into the form of a
 * {@code Correlation}, the one thing that the fast kernels compute. {@code CpuKernels} and {@code
 * GpuKernels} choose among the kernels of their family; what each does and why is said at the top
 * of its {@code .cl} file.
 */
@NullMarked
package dev.corral.backend.opencl;

import org.jspecify.annotations.NullMarked;
