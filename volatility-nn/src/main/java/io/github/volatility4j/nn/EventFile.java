package io.github.volatility4j.nn;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Scalars for TensorBoard. The file is a sequence of records, {@code length (8 bytes), masked
 * CRC32C of it (4), data, masked CRC32C of the data (4)}, little-endian; the mask is {@code rotate
 * right by 15, + 0xa282ead8}. The data are protocol buffers, message Event:
 *
 * <pre>
 * Event { double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5;
 *         SessionLog session_log = 7; }
 * Summary { repeated Value value = 1; }   Value { string tag = 1; float simple_value = 2; }
 * SessionLog { Status status = 1; }       START = 1
 * </pre>
 *
 * <p>A file that goes on where another one stopped says so by a START: what the other had at this
 * step and later is void.
 */
final class EventFile implements AutoCloseable {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final Path file;
  private final OutputStream out;

  /** A new file in a directory; one that exists is never touched. */
  static EventFile in(Path directory, long firstStep) {
    long seconds = System.currentTimeMillis() / 1000;
    Path file = directory.resolve(name(seconds));
    while (Files.exists(file)) {
      file = directory.resolve(name(++seconds)); // TensorBoard reads files in the order of names
    }
    EventFile events = new EventFile(file);
    Message version = events.event(0);
    version.text(3, "brain.Event:2");
    events.write(version);
    Message start = events.event(firstStep);
    Message status = new Message();
    status.number(1, 1);
    start.message(7, status);
    events.write(start);
    return events;
  }

  private static String name(long seconds) {
    return "events.out.tfevents.%010d.volatility4j".formatted(seconds);
  }

  private EventFile(Path file) {
    this.file = file;
    try {
      out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e, e);
    }
  }

  void scalars(long step, Map<String, Double> values) {
    Message summary = new Message();
    values.forEach(
        (tag, number) -> {
          Message value = new Message();
          value.text(1, tag);
          value.single(2, number.floatValue());
          summary.message(1, value);
        });
    Message event = event(step);
    event.message(5, summary);
    write(event);
  }

  private Message event(long step) {
    Message event = new Message();
    event.fixed(1, System.currentTimeMillis() * 1e-3);
    event.number(2, step);
    return event;
  }

  private void write(Message message) {
    byte[] data = message.bytes.toByteArray();
    byte[] length = little(8, data.length);
    try {
      out.write(length);
      out.write(checksum(length));
      out.write(data);
      out.write(checksum(data));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] checksum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data, 0, data.length);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    return little(4, masked);
  }

  /** The low bytes of a number, the lowest first. */
  private static byte[] little(int size, long value) {
    byte[] out = new byte[size];
    for (int i = 0; i < size; i++) {
      out[i] = (byte) (value >>> (8 * i));
    }
    return out;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** A protocol buffer in the making. */
  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        bytes.write((int) ((rest & 0x7F) | 0x80));
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }

    private void key(int field, int type) {
      varint(((long) field << 3) | type);
    }

    void number(int field, long value) {
      key(field, VARINT);
      varint(value);
    }

    void fixed(int field, double value) {
      key(field, FIXED64);
      bytes.writeBytes(little(8, Double.doubleToRawLongBits(value)));
    }

    void single(int field, float value) {
      key(field, FIXED32);
      bytes.writeBytes(little(4, Float.floatToRawIntBits(value)));
    }

    void text(int field, String value) {
      block(field, value.getBytes(StandardCharsets.UTF_8));
    }

    void message(int field, Message value) {
      block(field, value.bytes.toByteArray());
    }

    private void block(int field, byte[] value) {
      key(field, BYTES);
      varint(value.length);
      bytes.writeBytes(value);
    }
  }
}
