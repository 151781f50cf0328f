package io.github.volatility4j.dataset;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The first entry of an {@link Archive}: what the others are and what they must hash to. */
record ArchiveManifest(SortedMap<String, String> all) {
  static final String NAME = "manifest.properties";

  private static final Pattern ENTRY_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");
  private static final String OWN = "archive.";
  private static final String FORMAT = OWN + "format";
  private static final String VERSION = OWN + "version";
  private static final String ENTRY = OWN + "sha256.";
  private static final String CHECKSUM = OWN + "checksum=";

  static ArchiveManifest of(
      String format,
      int version,
      SortedMap<String, String> manifest,
      SortedMap<String, byte[]> entries) {
    if (version < 1) {
      throw new IllegalArgumentException("version is " + version + ", must be at least 1");
    }
    SortedMap<String, String> all = new TreeMap<>(manifest);
    for (String key : manifest.keySet()) {
      if (key.isEmpty() || key.startsWith(OWN)) {
        throw new IllegalArgumentException(
            "manifest key '%s'; it must not be empty or start with %s".formatted(key, OWN));
      }
    }
    all.put(FORMAT, format);
    all.put(VERSION, Integer.toString(version));
    entries.forEach(
        (name, content) -> {
          if (!ENTRY_NAME.matcher(name).matches() || name.equals(NAME)) {
            throw new IllegalArgumentException(
                "entry name '%s'; it must match %s and not be %s"
                    .formatted(name, ENTRY_NAME, NAME));
          }
          all.put(ENTRY + name, sha256(content));
        });
    ArchiveManifest made = new ArchiveManifest(all);
    if (!parse(made.toBytes()).equals(made)) {
      throw new IllegalArgumentException("the manifest has text that UTF-8 cannot hold");
    }
    return made;
  }

  byte[] toBytes() {
    byte[] lines = lines(all);
    byte[] last = (CHECKSUM + sha256(lines) + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(lines, lines.length + last.length);
    System.arraycopy(last, 0, bytes, lines.length, last.length);
    return bytes;
  }

  static ArchiveManifest parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int last = text.lastIndexOf(CHECKSUM);
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text.substring(0, Math.max(0, last))));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("is damaged: its manifest cannot be read", e);
    }
    SortedMap<String, String> all = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
    ArchiveManifest parsed = new ArchiveManifest(all);
    // Written again it must be the same bytes: this also finds repeated keys and odd spellings.
    if (!Arrays.equals(parsed.toBytes(), bytes)) {
      throw new IllegalArgumentException("is damaged: its manifest has a wrong checksum");
    }
    return parsed;
  }

  /** The version, if it is this format and not newer than wanted. */
  int requireVersion(String format, int newestVersion) {
    String found = all.getOrDefault(FORMAT, "");
    if (!found.equals(format)) {
      throw new IllegalArgumentException(
          "is a '%s' file, a '%s' file is wanted".formatted(found, format));
    }
    String version = all.getOrDefault(VERSION, "");
    if (!version.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException("is damaged: its version is '" + version + "'");
    }
    if (Integer.parseInt(version) > newestVersion) {
      throw new IllegalArgumentException(
          "was written by a newer version of this library: its format has version %s, this one reads up to %d"
              .formatted(version, newestVersion));
    }
    return Integer.parseInt(version);
  }

  boolean hasEntry(String name) {
    return ENTRY_NAME.matcher(name).matches() && all.containsKey(ENTRY + name);
  }

  /** Throws if an entry is missing or was changed. */
  void requireEntries(SortedMap<String, byte[]> entries) {
    all.tailMap(ENTRY)
        .forEach(
            (key, hash) -> {
              if (key.startsWith(ENTRY)) {
                String name = key.substring(ENTRY.length());
                byte[] content = entries.get(name);
                if (content == null) {
                  throw new IllegalArgumentException(
                      "is damaged: its entry " + name + " is missing");
                }
                if (!sha256(content).equals(hash)) {
                  throw new IllegalArgumentException(
                      "is damaged: its entry " + name + " has a wrong checksum");
                }
              }
            });
  }

  /** What the caller had put in. */
  SortedMap<String, String> callers() {
    SortedMap<String, String> callers = new TreeMap<>(all);
    callers.keySet().removeIf(key -> key.startsWith(OWN));
    return callers;
  }

  private static byte[] lines(Map<String, String> map) {
    StringBuilder text = new StringBuilder();
    map.forEach(
        (key, value) ->
            text.append(escape(key, true)).append('=').append(escape(value, false)).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** As {@link Properties} reads it. */
  private static String escape(String text, boolean key) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        case '\f' -> escaped.append("\\f");
        case '\\' -> escaped.append("\\\\");
        case ' ' -> escaped.append(key || i == 0 ? "\\ " : " ");
        case '=', ':', '#', '!' -> escaped.append(key ? "\\" : "").append(c);
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
