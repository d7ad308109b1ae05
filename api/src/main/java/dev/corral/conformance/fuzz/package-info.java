/**
 * The differential fuzzer: random programs of operations, run on a backend and judged by the
 * float64 reference or by another backend. {@link dev.corral.conformance.fuzz.Fuzzer} is the door.
 *
 * <p>How a comparison stays sound however long a program is: every step is judged on its own, given
 * the very float32 arguments that the backend under test computed for it, within the a-priori bound
 * of its word. No error is carried from step to step. Gradients cannot be seen step by step; the
 * reference goes backwards through the backend's own forward values and carries a running error
 * bound along. On integers all bounds are 0, and the bits must agree.
 */
@NullMarked
package dev.corral.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
