package dev.corral.backend.cpu.fast.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolTest {
  private final Pool<String> pool = new Pool<>();

  @Test
  void givesEachItemOnceAndThenNone() {
    pool.give("a");
    pool.give("b");
    assertThat(pool.poll()).isEqualTo("b");
    assertThat(pool.poll()).isEqualTo("a");
    assertThat(pool.poll()).isNull();
  }

  @Test
  void prefersWhatTheThreadGaveBack() throws InterruptedException {
    pool.give("my first");
    pool.give("mine");
    Thread other = new Thread(() -> pool.give("another's"));
    other.start();
    other.join();
    assertThat(pool.poll()).isEqualTo("mine");
    assertThat(pool.poll()).isEqualTo("my first");
    assertThat(pool.poll()).isEqualTo("another's");
  }
}
