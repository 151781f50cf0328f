package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Evidence: an independent reader of the format. Its CRC32C goes bit by bit over the polynomial
 * 0x1EDC6F41 and is checked against the value of RFC 3720, B.4; its protocol buffers are taken
 * apart by their definition.
 */
class EventFileTest {
  @TempDir Path dir;

  /** By the definition: reflected, all ones before and after. */
  private static int crc32c(byte[] data) {
    int crc = -1;
    for (byte b : data) {
      crc ^= b & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82F63B78;
      }
    }
    return ~crc;
  }

  private static int masked(byte[] data) {
    int crc = crc32c(data);
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }

  private static List<byte[]> records(byte[] file) {
    List<byte[]> records = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(masked(length));
      byte[] data =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(data);
      assertThat(in.getInt()).isEqualTo(masked(data));
      records.add(data);
    }
    return records;
  }

  /** Fields of a message by number: a Long, a Double, a Float, or bytes. */
  private static Map<Integer, List<Object>> message(byte[] bytes) {
    Map<Integer, List<Object>> fields = new TreeMap<>();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      long key = varint(in);
      Object value =
          switch ((int) (key & 7)) {
            case 0 -> varint(in);
            case 1 -> in.getDouble();
            case 5 -> in.getFloat();
            case 2 -> {
              byte[] block = new byte[(int) varint(in)];
              in.get(block);
              yield block;
            }
            default -> throw new AssertionError("wire type " + (key & 7));
          };
      fields.computeIfAbsent((int) (key >> 3), k -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }

  private byte[] only() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      assertThat(all.get(0).getFileName().toString()).startsWith("events.out.tfevents.");
      return Files.readAllBytes(all.get(0));
    }
  }

  @Test
  void theCheckOfThisTestIsThatOfTheStandard() {
    assertThat(crc32c(new byte[32])).isEqualTo(0x8A9136AA);
    assertThat(crc32c("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xE3069283);
  }

  @Test
  void anIndependentReaderFindsVersionStartAndScalars() throws IOException {
    try (EventFile events = EventFile.in(dir, 300)) {
      events.scalars(300, new TreeMap<>(Map.of("loss/train", 0.25, "loss/validation", -1.5)));
      events.scalars(301, Map.of("ü", 1e-3));
    }
    List<byte[]> records = records(only());
    assertThat(records).hasSize(4);
    Map<Integer, List<Object>> version = message(records.get(0));
    assertThat(text(version.get(3).get(0))).isEqualTo("brain.Event:2");
    assertThat((Double) version.get(1).get(0)).isGreaterThan(1.6e9);
    Map<Integer, List<Object>> start = message(records.get(1));
    assertThat(start.get(2)).containsExactly(300L);
    assertThat(message((byte[]) start.get(7).get(0)).get(1)).containsExactly(1L);
    Map<Integer, List<Object>> first = message(records.get(2));
    assertThat(first.get(2)).containsExactly(300L);
    List<Object> values = message((byte[]) first.get(5).get(0)).get(1);
    assertThat(values).hasSize(2);
    Map<Integer, List<Object>> train = message((byte[]) values.get(0));
    assertThat(text(train.get(1).get(0))).isEqualTo("loss/train");
    assertThat(train.get(2)).containsExactly(0.25f);
    assertThat(message((byte[]) values.get(1)).get(2)).containsExactly(-1.5f);
    Map<Integer, List<Object>> second = message(records.get(3));
    Map<Integer, List<Object>> one =
        message((byte[]) message((byte[]) second.get(5).get(0)).get(1).get(0));
    assertThat(text(one.get(1).get(0))).isEqualTo("ü");
    assertThat(one.get(2)).containsExactly(1e-3f);
  }

  @Test
  void aSecondFileComesAfterTheFirst() {
    EventFile.in(dir, 1).close();
    EventFile.in(dir, 2).close();
    assertThat(dir.toFile().list()).hasSize(2);
  }
}
