package dev.corral.examples.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Adds to a JPEG file what a camera writes that was turned. */
final class Exif {
  private Exif() {}

  static void orient(Path jpeg, int orientation) throws IOException {
    byte[] file = Files.readAllBytes(jpeg);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(file, 0, 2);
    byte[] exif = segment(orientation);
    out.writeShort(0xFFE1);
    out.writeShort(2 + exif.length);
    out.write(exif);
    out.write(file, 2, file.length - 2);
    Files.write(jpeg, bytes.toByteArray());
  }

  /** A TIFF header and one directory of one entry. */
  private static byte[] segment(int orientation) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII));
    out.writeShort(42);
    out.writeInt(8);
    out.writeShort(1);
    out.writeShort(0x0112);
    out.writeShort(3);
    out.writeInt(1);
    out.writeShort(orientation);
    out.writeShort(0);
    out.writeInt(0);
    return bytes.toByteArray();
  }
}
