package dev.corral.layer;

import dev.corral.backend.Ops;
import dev.corral.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Blocks one after the other, each taking the output of the one before. A parameter's name is the
 * number of its block, a dot and its name there, as {@code 0.weight}: what PyTorch calls it in a
 * {@code state_dict}. Closing it closes the parameters of all blocks.
 *
 * @param blocks the blocks in order; one that occurs twice has its parameters listed once
 */
public record Sequential(List<Block> blocks) implements Block {
  /** Copies the list. */
  public Sequential {
    blocks = List.copyOf(blocks);
  }

  /**
   * Blocks one after the other.
   *
   * @param blocks the blocks in order
   */
  public Sequential(Block... blocks) {
    this(List.of(blocks));
  }

  /** Unless they are recorded, what the blocks hand to each other is freed on the way out. */
  @Override
  public Tensor forward(Ops ops, Tensor x) {
    return ops.together(
        () -> {
          Tensor y = x;
          for (Block block : blocks) {
            y = block.forward(ops, y);
          }
          return y;
        });
  }

  @Override
  public Map<String, Parameter> parameters() {
    Map<Parameter, String> names = new LinkedHashMap<>();
    for (int i = 0; i < blocks.size(); i++) {
      String prefix = i + ".";
      blocks.get(i).parameters().forEach((name, cell) -> names.putIfAbsent(cell, prefix + name));
    }
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    names.forEach((cell, name) -> parameters.put(name, cell));
    return Collections.unmodifiableMap(parameters);
  }
}
