package dev.corral.backend;

import dev.corral.tensor.Storage;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend's storage with the number of tensors that look at it; given back with the last. */
final class SharedStorage {
  private final Memory memory;
  private final Storage storage;
  private final int elements;
  private final AtomicInteger tensors = new AtomicInteger();

  SharedStorage(Memory memory, Storage storage, int elements) {
    this.memory = memory;
    this.storage = storage;
    this.elements = elements;
  }

  Storage storage() {
    return storage;
  }

  void join() {
    tensors.incrementAndGet();
    memory.tensorMade();
  }

  void leave() {
    memory.tensorEnded();
    if (tensors.decrementAndGet() == 0) {
      memory.release(storage, elements);
    }
  }
}
