package dev.corral.examples.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniatureTest {
  @TempDir Path folder;

  private BufferedImage miniature(BufferedImage picture, int longest) {
    return Miniature.of(Pictures.save(picture, folder.resolve("picture.png")), longest);
  }

  @Test
  void aPixelIsTheMeanOfThoseItCovers() {
    BufferedImage picture = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 4; x++) {
      picture.setRGB(x, 0, new Color(10 * x, 200, 0).getRGB());
      picture.setRGB(x, 1, new Color(10 * x + 20, 100, 0).getRGB());
    }
    BufferedImage small = miniature(picture, 2);
    assertThat(small.getWidth()).isEqualTo(2);
    assertThat(small.getHeight()).isEqualTo(1);
    assertThat(new Color(small.getRGB(0, 0))).isEqualTo(new Color(15, 150, 0));
    assertThat(new Color(small.getRGB(1, 0))).isEqualTo(new Color(35, 150, 0));
  }

  @Test
  void aSmallPictureStaysAsItIs() {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setSample(2, 1, 0, 77);
    BufferedImage same = miniature(picture, 3);
    assertThat(same.getWidth()).isEqualTo(3);
    assertThat(new Color(same.getRGB(2, 1))).isEqualTo(new Color(77, 77, 77));
    assertThat(new Color(same.getRGB(0, 0))).isEqualTo(Color.BLACK);
  }

  @Test
  void everyPixelIsCoveredWhateverTheSizes() {
    BufferedImage white = new BufferedImage(1001, 7, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 7007; i++) {
      white.getRaster().setSample(i % 1001, i / 1001, 0, 255);
    }
    BufferedImage small = miniature(white, 300);
    assertThat(small.getWidth()).isEqualTo(300);
    assertThat(small.getHeight()).isEqualTo(2);
    assertThat(new Color(small.getRGB(299, 1))).isEqualTo(Color.WHITE);
  }

  @Test
  void whatIsTransparentIsWhite() {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(1, 0, 0xff000000);
    BufferedImage same = miniature(picture, 2);
    assertThat(new Color(same.getRGB(0, 0))).isEqualTo(Color.WHITE);
    assertThat(new Color(same.getRGB(1, 0))).isEqualTo(Color.BLACK);
  }

  @Test
  void whatIsNoPictureIsNamed() {
    assertThatThrownBy(() -> Miniature.of(folder.resolve("none.png"), 2))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("there is no file");
  }
}
