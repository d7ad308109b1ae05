package dev.corral.examples.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.corral.backend.Session;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in, and what comes out. */
class PictureFilterTest {
  private static final long ROOM = 1L << 30;

  private final Session session = Session.open("cpu-naive");

  @TempDir Path folder;

  @AfterEach
  void close() {
    session.close();
  }

  private static FilterOptions options(String... kernels) {
    return new FilterOptions(
        Arrays.stream(kernels).map(Kernel::parse).toList(), Border.REFLECT, false, false);
  }

  private BufferedImage filtered(Path picture, FilterOptions options, long heap) {
    Path result = folder.resolve("result.png");
    new PictureFilter(session, options, 16, heap).filter(picture, result, (tiles, all) -> {});
    return Pictures.load(result);
  }

  private BufferedImage unchanged(BufferedImage picture, String name) {
    return filtered(Pictures.save(picture, folder.resolve(name)), options("[[1]]"), ROOM);
  }

  /** The four quarters of a picture in different colours: red, green over blue, white. */
  private static BufferedImage quarters(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    List<Color> colours = List.of(Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);
    for (int i = 0; i < 4; i++) {
      graphics.setColor(colours.get(i));
      graphics.fillRect(i % 2 * width / 2, i / 2 * height / 2, width / 2, height / 2);
    }
    graphics.dispose();
    return image;
  }

  private static String quarters(BufferedImage image) {
    int w = image.getWidth() / 4;
    int h = image.getHeight() / 4;
    StringBuilder seen = new StringBuilder();
    for (int[] at : new int[][] {{w, h}, {3 * w, h}, {w, 3 * h}, {3 * w, 3 * h}}) {
      Color colour = new Color(image.getRGB(at[0], at[1]));
      boolean red = colour.getRed() > 128;
      boolean green = colour.getGreen() > 128;
      seen.append(red ? (green ? 'W' : 'R') : (green ? 'G' : 'B'));
    }
    return seen.toString();
  }

  @ParameterizedTest
  @CsvSource({"1,RGBW", "2,GRWB", "3,WBGR", "4,BWRG", "5,RBGW", "6,BRWG", "7,WGBR", "8,GWRB"})
  void aTurnedCameraMakesAnUprightPicture(int orientation, String upright) throws IOException {
    Path jpeg = Pictures.save(quarters(96, 64), folder.resolve("turned.jpg"));
    Exif.orient(jpeg, orientation);
    BufferedImage result = filtered(jpeg, options("[[1]]"), ROOM);
    assertThat(result.getWidth()).isEqualTo(orientation < 5 ? 96 : 64);
    assertThat(result.getHeight()).isEqualTo(orientation < 5 ? 64 : 96);
    assertThat(quarters(result)).isEqualTo(upright);
    assertThat(Pictures.samples(filtered(jpeg, options("[[1]]"), 1)))
        .isEqualTo(Pictures.samples(result));
  }

  @Test
  void aValueOfNoOrientationIsUpright() throws IOException {
    Path jpeg = Pictures.save(quarters(96, 64), folder.resolve("odd.jpg"));
    Exif.orient(jpeg, 9);
    assertThat(quarters(filtered(jpeg, options("[[1]]"), ROOM))).isEqualTo("RGBW");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tif"})
  void coloursComeOutAsTheyWentIn(String format) {
    BufferedImage noise = Pictures.noise(40, 30, BufferedImage.TYPE_3BYTE_BGR, 6);
    BufferedImage result = unchanged(noise, "noise." + format);
    assertThat(Pictures.samples(result)).isEqualTo(Pictures.samples(noise));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tif", "gif"})
  void greyStaysGrey(String format) {
    BufferedImage noise = Pictures.noise(40, 30, BufferedImage.TYPE_BYTE_GRAY, 7);
    BufferedImage result = unchanged(noise, "noise." + format);
    assertThat(Pictures.samples(result)).isEqualTo(Pictures.samples(noise));
  }

  @Test
  void blackAndWhiteBecomesGrey() {
    BufferedImage noise = Pictures.noise(40, 30, BufferedImage.TYPE_BYTE_BINARY, 8);
    int[] bits = Pictures.samples(noise);
    BufferedImage result = unchanged(noise, "bits.png");
    assertThat(Pictures.samples(result))
        .isEqualTo(Arrays.stream(bits).map(bit -> 255 * bit).toArray());
  }

  @Test
  void aPaletteBecomesItsColours() {
    byte[] reds = {0, 10, (byte) 200, 40};
    byte[] greens = {0, 20, 30, (byte) 250};
    byte[] blues = {0, 30, 90, 7};
    IndexColorModel palette = new IndexColorModel(2, 4, reds, greens, blues);
    BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    image.getRaster().setPixels(0, 0, 4, 1, new int[] {3, 2, 1, 0});
    assertThat(Pictures.samples(unchanged(image, "palette.png")))
        .containsExactly(40, 250, 7, 200, 30, 90, 10, 20, 30, 0, 0, 0);
  }

  @Test
  void sixteenBitsKeepTheirFractionsUntilTheEnd() {
    BufferedImage noise = Pictures.noise(40, 30, BufferedImage.TYPE_USHORT_GRAY, 9);
    Path picture = Pictures.save(noise, folder.resolve("deep.png"));
    double[][] levels =
        Arrays.stream(Pictures.band(noise, 0))
            .map(row -> Arrays.stream(row).map(value -> value / 257).toArray())
            .toArray(double[][]::new);
    double[][] expected = new ReferenceFilter(Border.REFLECT).apply("[[1,-1]]", levels);
    double[][] actual =
        Pictures.band(filtered(picture, options("[[64,-64]]", "[[0.015625]]"), ROOM), 0);
    for (int y = 0; y < actual.length; y++) {
      for (int x = 0; x < actual[y].length; x++) {
        assertThat(actual[y][x]).isCloseTo(Math.max(0, expected[y][x]), within(0.51));
      }
    }
  }

  @Test
  void opacityIsKeptAndColoursAreFiltered() {
    BufferedImage noise = Pictures.noise(40, 30, BufferedImage.TYPE_4BYTE_ABGR, 10);
    Path picture = Pictures.save(noise, folder.resolve("alpha.png"));
    BufferedImage result = filtered(picture, options("box:5"), ROOM);
    assertThat(Pictures.band(result, 3)).isDeepEqualTo(Pictures.band(noise, 3));
    double[][] expected =
        new ReferenceFilter(Border.REFLECT).apply("box:5", Pictures.band(noise, 1));
    assertThat(Pictures.band(result, 1)[17][23]).isCloseTo(expected[17][23], within(0.51));
  }

  @Test
  void luminanceIsGreyWithOpacity() {
    BufferedImage noise = Pictures.noise(40, 30, BufferedImage.TYPE_4BYTE_ABGR, 11);
    Path picture = Pictures.save(noise, folder.resolve("alpha.png"));
    FilterOptions grey =
        new FilterOptions(List.of(Kernel.parse("[[1]]")), Border.ZERO, true, false);
    BufferedImage result = filtered(picture, grey, ROOM);
    assertThat(result.getRaster().getNumBands()).isEqualTo(2);
    assertThat(Pictures.band(result, 1)).isDeepEqualTo(Pictures.band(noise, 3));
    double luma =
        0.2126 * Pictures.band(noise, 0)[7][9]
            + 0.7152 * Pictures.band(noise, 1)[7][9]
            + 0.0722 * Pictures.band(noise, 2)[7][9];
    assertThat(Pictures.band(result, 0)[7][9]).isCloseTo(luma, within(0.51));
  }

  @Test
  void whatIsOutOfRangeIsCutOffOrShownAroundGrey() {
    BufferedImage step = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_GRAY);
    step.getRaster().setPixels(0, 0, 4, 1, new int[] {0, 200, 200, 10});
    Path picture = Pictures.save(step, folder.resolve("step.png"));
    Kernel difference = Kernel.parse("[[-1,1]]");
    FilterOptions plain = new FilterOptions(List.of(difference), Border.REPLICATE, false, false);
    FilterOptions signed = new FilterOptions(List.of(difference), Border.REPLICATE, false, true);
    FilterOptions steep =
        new FilterOptions(List.of(Kernel.parse("[[-2,2]]")), Border.REPLICATE, false, true);
    assertThat(Pictures.samples(filtered(picture, plain, ROOM))).containsExactly(200, 0, 0, 0);
    assertThat(Pictures.samples(filtered(picture, signed, ROOM)))
        .containsExactly(228, 128, 33, 128);
    assertThat(Pictures.samples(filtered(picture, steep, ROOM))).containsExactly(255, 128, 0, 128);
  }

  @Test
  void otherColourSpacesBecomeSrgb() throws IOException {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    // Another date: a profile that Java has by itself is not written to the file.
    profile[24]++;
    ImageTypeSpecifier linear =
        ImageTypeSpecifier.createInterleaved(
            new ICC_ColorSpace(ICC_Profile.getInstance(profile)),
            new int[] {0, 1, 2},
            DataBuffer.TYPE_BYTE,
            false,
            false);
    BufferedImage image = linear.createBufferedImage(32, 32);
    image.getRaster().setPixels(0, 0, 32, 32, grey(32 * 32 * 3, 55));
    Path jpeg = folder.resolve("linear.jpg");
    assertThat(ImageIO.write(image, "jpg", jpeg.toFile())).isTrue();
    // (55 / 255)^(1 / 2.4) · 1.055 − 0.055, sRGB's curve, is 0.503.
    assertThat(Pictures.band(filtered(jpeg, options("[[1]]"), ROOM), 1)[10][10])
        .isCloseTo(128, within(2.0));
  }

  private static int[] grey(int length, int value) {
    int[] values = new int[length];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void progressGoesFromTheFirstTileToTheLast() {
    Path picture =
        Pictures.save(
            Pictures.noise(40, 30, BufferedImage.TYPE_BYTE_GRAY, 12), folder.resolve("a.png"));
    List<String> told = new ArrayList<>();
    new PictureFilter(session, options("sobel"), 16, ROOM)
        .filter(picture, folder.resolve("b.png"), (tiles, all) -> told.add(tiles + "/" + all));
    assertThat(told).containsExactly("1/6", "2/6", "3/6", "4/6", "5/6", "6/6");
  }

  private void assertFails(Path picture, Path result, String... explanations) {
    assertThatThrownBy(
            () ->
                new PictureFilter(session, options("sobel"), 16, ROOM)
                    .filter(picture, result, (tiles, all) -> {}))
        .isInstanceOf(PictureException.class)
        .hasMessageContainingAll(explanations);
    assertThat(session.liveTensors()).isZero();
  }

  @Test
  void whatIsNoPictureIsToldInOneLine() throws IOException {
    Path result = folder.resolve("result.png");
    Path text = Files.writeString(folder.resolve("text.png"), "not a picture");
    assertFails(text, result, "text.png is not a picture that Java knows", "jpeg");
    assertFails(folder.resolve("none.png"), result, "there is no file", "none.png");
    assertFails(folder, result, folder.toString(), "cannot be read", "directory");
    assertThat(result).doesNotExist();
  }

  @Test
  void aBrokenPictureLeavesTheOldResultAndNothingElse() throws IOException {
    Path whole =
        Pictures.save(
            Pictures.noise(300, 300, BufferedImage.TYPE_3BYTE_BGR, 13), folder.resolve("a.png"));
    byte[] bytes = Files.readAllBytes(whole);
    Path half = Files.write(folder.resolve("half.png"), Arrays.copyOf(bytes, bytes.length / 2));
    Path result = Files.writeString(folder.resolve("result.png"), "from before");
    assertFails(half, result, "half.png cannot be read");
    assertThat(result).hasContent("from before");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("a.png", "half.png", "result.png");
    }
  }

  @Test
  void aResultThatCannotBeWrittenIsToldInOneLine() {
    Path picture =
        Pictures.save(
            Pictures.noise(4, 4, BufferedImage.TYPE_BYTE_GRAY, 14), folder.resolve("a.png"));
    Path nowhere = folder.resolve("missing").resolve("result.png");
    assertFails(picture, nowhere, "result.png cannot be written", "No such file or directory");
  }

  @Test
  void whatWasOddAboutAFileIsTold() throws IOException {
    Path jpeg =
        Pictures.save(
            Pictures.noise(64, 64, BufferedImage.TYPE_3BYTE_BGR, 15), folder.resolve("a.jpg"));
    byte[] bytes = Files.readAllBytes(jpeg);
    Files.write(jpeg, Arrays.copyOf(bytes, bytes.length / 2));
    PictureFilter filter = new PictureFilter(session, options("sobel"), 16, ROOM);
    assertThat(filter.filter(jpeg, folder.resolve("b.png"), (tiles, all) -> {}).warnings())
        .isNotEmpty();
  }
}
