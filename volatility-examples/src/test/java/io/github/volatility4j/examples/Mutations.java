package io.github.volatility4j.examples;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Damage to files, by accident and by intent; the same of the same seed. */
final class Mutations {
  /** What stands where a number or a name was. */
  static final List<String> ODD =
      List.of(
          "",
          " ",
          "NaN",
          "nan",
          "Infinity",
          "-1",
          "-0",
          "0",
          "1",
          "1e999",
          "-1e999",
          "1e-999",
          "1e308",
          "4.9e-324",
          "0x1p3",
          "1d",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9223372036854775807",
          "99999999999999999999",
          "1,5",
          "1.5.5",
          "+",
          "e5",
          "١٢",
          "\u0000",
          "\uFEFF1",
          "null",
          "true",
          "台積電",
          "../../etc/passwd",
          "java.lang.Runtime",
          "a\"b",
          "\n",
          "9".repeat(5000));

  private static final int BOMB = 48 << 20;

  private final SplittableRandom random;
  private final byte[] payload = payload();

  Mutations(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Says whether anything was ever made of a serialized object that stood in a file. */
  static final class Trap implements Serializable {
    @Serial private static final long serialVersionUID = 1;
    private static boolean sprung;

    static boolean sprung() {
      return sprung;
    }

    @Serial
    private void readObject(ObjectInputStream in) {
      sprung = true;
    }
  }

  private static byte[] payload() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Trap());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  SplittableRandom random() {
    return random;
  }

  <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** A file after one to three changes of its bytes. */
  byte[] bytes(byte[] whole, byte[] other) {
    byte[] out = whole.clone();
    for (int changes = random.nextInt(1, 4); changes > 0 && out.length > 0; changes--) {
      out = changed(out, other);
    }
    return out;
  }

  private byte[] changed(byte[] in, byte[] other) {
    int at = random.nextInt(in.length);
    int length = Math.min(in.length - at, random.nextInt(1, 1 + Math.max(1, in.length / 4)));
    byte[] chunk = Arrays.copyOfRange(in, at, at + length);
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> {
        in[at] ^= (byte) (1 << random.nextInt(8));
        yield in;
      }
      case 3 -> {
        in[at] = (byte) random.nextInt();
        yield in;
      }
      case 4 -> Arrays.copyOf(in, at);
      case 5 -> joined(Arrays.copyOf(in, at), Arrays.copyOfRange(in, at + length, in.length));
      case 6 -> joined(Arrays.copyOf(in, at), chunk, Arrays.copyOfRange(in, at, in.length));
      case 7 -> joined(Arrays.copyOf(in, at), payload, Arrays.copyOfRange(in, at, in.length));
      case 8 -> {
        // A size that is huge, negative or 0 where one may stand.
        byte[] size = {-1, -1, -1, (byte) random.nextInt(-1, 128)};
        System.arraycopy(size, 0, in, at, Math.min(4, in.length - at));
        yield in;
      }
      case 9 -> {
        Arrays.fill(in, at, at + length, (byte) 0);
        yield in;
      }
      case 10 ->
          joined(Arrays.copyOf(in, at), Arrays.copyOfRange(other, other.length / 2, other.length));
      default -> joined(Arrays.copyOfRange(in, at, in.length), Arrays.copyOf(in, at));
    };
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** A zip file with its entries in another order, renamed, exchanged, doubled or blown up. */
  byte[] zip(byte[] whole) {
    List<Map.Entry<String, byte[]>> entries = new ArrayList<>(entries(whole));
    int at = random.nextInt(entries.size());
    String name = entries.get(at).getKey();
    switch (random.nextInt(7)) {
      case 0 -> Collections.shuffle(entries, new Random(random.nextLong()));
      case 1 ->
          entries.set(
              at, Map.entry(oneOf(List.of("x", "../x", "/x", "é", name + "/")), new byte[9]));
      case 2 -> {
        int with = random.nextInt(entries.size());
        byte[] content = entries.get(at).getValue();
        entries.set(at, Map.entry(name, entries.get(with).getValue()));
        entries.set(with, Map.entry(entries.get(with).getKey(), content));
      }
      case 3 -> entries.add(Map.entry("more", payload));
      case 4 -> entries.remove(at);
      case 5 -> entries.set(at, Map.entry(name, bytes(entries.get(at).getValue(), payload)));
      default -> {
        if (random.nextInt(20) == 0) { // slow to make
          entries.set(at, Map.entry(name, new byte[BOMB]));
        } else {
          entries.set(at, Map.entry(name, payload));
        }
      }
    }
    return zipOf(entries, random.nextInt(4) == 0);
  }

  static List<Map.Entry<String, byte[]>> entries(byte[] whole) {
    List<Map.Entry<String, byte[]>> entries = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(whole))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.add(Map.entry(entry.getName(), in.readAllBytes()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private static byte[] zipOf(List<Map.Entry<String, byte[]>> entries, boolean stored) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries) {
        ZipEntry header = new ZipEntry(entry.getKey());
        if (stored) {
          CRC32 crc = new CRC32();
          crc.update(entry.getValue());
          header.setMethod(ZipEntry.STORED);
          header.setSize(entry.getValue().length);
          header.setCrc(crc.getValue());
        }
        zip.putNextEntry(header);
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A text after one to three changes: of fields, lines or characters. */
  String text(String whole, String separator) {
    String out = whole;
    for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
      out = changed(out, separator);
    }
    return out;
  }

  private String changed(String whole, String separator) {
    List<String> lines = new ArrayList<>(Arrays.asList(whole.split("\n", -1)));
    int at = random.nextInt(lines.size());
    int with = random.nextInt(lines.size());
    String line = lines.get(at);
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> {
        String[] fields = line.split(separator, -1);
        fields[random.nextInt(fields.length)] = oneOf(ODD);
        lines.set(at, String.join(separator, fields));
      }
      case 4 -> lines.remove(at);
      case 5 -> lines.add(with, line);
      case 6 -> Collections.swap(lines, at, with);
      case 7 -> lines.set(at, line + separator + oneOf(ODD));
      case 8 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
      default -> {
        byte[] bytes = bytes(whole.getBytes(StandardCharsets.UTF_8), payload);
        return new String(bytes, StandardCharsets.UTF_8);
      }
    }
    return String.join("\n", lines);
  }
}
