package dev.corral.examples.learn;

import org.jspecify.annotations.Nullable;

/**
 * How a kernel is learned.
 *
 * @param steps at most so many steps of gradient descent, 1 or more
 * @param seed where the random numbers start that choose the starting weights and the parts of the
 *     picture
 * @param rate a learning rate above 0 for plain gradient descent, where pixels have mean 0 and
 *     variance 1; or null for steps that suit photographs
 * @param luminance whether to learn from grey made of the colours, and not from each colour
 */
public record LearnOptions(int steps, long seed, @Nullable Float rate, boolean luminance) {}
