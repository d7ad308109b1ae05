package dev.corral.examples.edition;

import dev.corral.layer.Initializer;

/**
 * How a parameter begins, in words and in code.
 *
 * @param words as {@code uniform [0, 1)}
 * @param initializer the same as a function
 */
public record Scheme(String words, Initializer initializer) {
  @Override
  public String toString() {
    return words;
  }
}
