/**
 * Learns a kernel back from a picture and what the kernel made of it: the chapter's layer and its
 * gradient descent on photographs. What is printed of it is in {@link dev.corral.examples.cli}.
 */
@NullMarked
package dev.corral.examples.learn;

import org.jspecify.annotations.NullMarked;
