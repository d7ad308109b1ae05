package dev.corral.examples.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.backend.Session;
import dev.corral.examples.chapter.BackendsUnderTest;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where tiles and windows end cannot be seen in the result, not in a single bit. */
class TilesTest {
  private static final long ROOM = 1L << 30;

  private static final int WIDTH = 203;

  /** Bands of 11 rows, and windows of 44 if a band does not depend on more. */
  private static final long LITTLE_ROOM = 11 * 16 * 4 * WIDTH;

  @TempDir Path folder;

  static Stream<String> backends() {
    return BackendsUnderTest.ids().stream();
  }

  private int[] filtered(Session session, Path picture, Border border, int edge, long heap) {
    List<Kernel> kernels =
        Stream.of("gaussian:1.3", "scharr", "motion:6", "[[0.3],[-0.7]]", "box:8")
            .map(Kernel::parse)
            .toList();
    FilterOptions options = new FilterOptions(kernels, border, false, false);
    Path result = folder.resolve("result.png");
    new PictureFilter(session, options, edge, heap).filter(picture, result, (tiles, all) -> {});
    return Pictures.samples(Pictures.load(result));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void theResultIsTheSameHoweverItIsDivided(String backend) {
    BufferedImage noise = Pictures.noise(WIDTH, 117, BufferedImage.TYPE_4BYTE_ABGR, 5);
    Path picture = Pictures.save(noise, folder.resolve("noise.png"));
    try (Session session = BackendsUnderTest.ALL.open(backend)) {
      for (Border border : Border.values()) {
        int[] whole = filtered(session, picture, border, 1000, ROOM);
        assertThat(filtered(session, picture, border, 1000, LITTLE_ROOM)).isEqualTo(whole);
        assertThat(filtered(session, picture, border, 37, ROOM)).isEqualTo(whole);
        assertThat(filtered(session, picture, border, 37, LITTLE_ROOM)).isEqualTo(whole);
      }
      assertThat(session.liveTensors()).isZero();
    }
  }
}
