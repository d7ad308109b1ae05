/**
 * Layers as users hold them: {@link dev.corral.layer.Block}s with named {@link
 * dev.corral.layer.Parameter}s, how these begin ({@link dev.corral.layer.Initializer}), what they
 * are judged by ({@link dev.corral.layer.Losses}), how they learn ({@link dev.corral.layer.Sgd})
 * and where they are kept ({@link dev.corral.layer.ParameterFile}).
 *
 * <p>Blocks own no arithmetic. They say what to compute in the operations that are passed to them,
 * those of a scope or, in training, those of a recording:
 *
 * <pre>{@code
 * Conv2d conv = Conv2d.builder(1, 1).kernel(1, 2).bias(false).build(scope);
 * Sgd sgd = new Sgd(3e-2f);
 * for (int epoch = 1; epoch <= 10; epoch++) {
 *   try (Scope step = scope.scope()) {
 *     Recording recording = Recording.in(step);
 *     Ops ops = recording.ops();
 *     Tensor loss = Losses.sumOfSquares(ops, conv.forward(ops, x), y);
 *     sgd.step(conv.parameters().values(), recording.gradients(loss, conv.values()));
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.corral.layer;

import org.jspecify.annotations.NullMarked;
