package dev.corral.backend.cpu.fast.winograd;

/**
 * A convolution of 3×3 kernels with stride 1.
 *
 * @param images how many
 * @param inputs channels of the input
 * @param outputs channels of the output
 * @param height of the input
 * @param width of the input
 * @param top zeros above; negative leaves rows out
 * @param left zeros to the left
 * @param outputHeight rows of the output
 * @param outputWidth columns of the output
 * @param flipped whether it is the gradient by the input: the kernel's channels exchanged and its
 *     elements in reverse order
 */
public record WinogradProblem(
    int images,
    int inputs,
    int outputs,
    int height,
    int width,
    int top,
    int left,
    int outputHeight,
    int outputWidth,
    boolean flipped) {}
