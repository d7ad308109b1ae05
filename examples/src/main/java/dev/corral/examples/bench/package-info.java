/**
 * Measures how fast convolutions, their training steps and matrix products are, on backends and on
 * whoever else can compute them, beside what the machine can do at most.
 *
 * <p>How: every {@link dev.corral.examples.bench.Contestant} first runs every small task, so that
 * the compiler sees what a real program shows it; then, task by task, each warms up until the
 * compiler is quiet or a bounded time is over, and the contestants take turns for several rounds. A
 * sample is a batch of calls on inputs that are there already. A batch has ended when one element
 * of the last call's every result has come back to the host: on a device that computes in order and
 * in the background this forces all of the batch, and neither adds a copy to each call nor lets
 * work go uncounted.
 */
@NullMarked
package dev.corral.examples.bench;

import org.jspecify.annotations.NullMarked;
