package dev.corral.examples.peers;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message in the wire format of Protocol Buffers, written field by field: as much of it as models
 * need. See <a href="https://protobuf.dev/programming-guides/encoding/">its description</a>.
 */
final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ProtobufMessage add(int field, long value) {
    writeVarint(((long) field << 3) | VARINT);
    writeVarint(value);
    return this;
  }

  ProtobufMessage add(int field, byte[] value) {
    writeVarint(((long) field << 3) | LENGTH_DELIMITED);
    writeVarint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  ProtobufMessage add(int field, String value) {
    return add(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtobufMessage add(int field, ProtobufMessage value) {
    return add(field, value.toByteArray());
  }

  /** A repeated field, an entry each. */
  ProtobufMessage addAll(int field, long... values) {
    for (long value : values) {
      add(field, value);
    }
    return this;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  /** Seven bits a byte, the lowest first, the highest bit telling that more follow. */
  private void writeVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
