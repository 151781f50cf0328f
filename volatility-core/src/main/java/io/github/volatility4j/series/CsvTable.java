package io.github.volatility4j.series;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The text of a CSV file: a header, and rows of as many cells. Rows are read anew on every pass, so
 * that a column's type can be known before its values are stored, and cells never pile up.
 */
final class CsvTable {
  private static final int MAX_BYTES = 1 << 30;

  // What a gzip file may inflate to: zeros shrink to a thousandth, tables to a tenth.
  private static final long SMALL = 1 << 24;
  private static final long LARGEST_RATIO = 100;

  private final String source;
  private final byte[] content;
  private final List<String> header;

  /** Is told about each row after the header; the line is the one an editor shows. */
  @FunctionalInterface
  interface RowReader {
    void row(long line, CsvRecord cells);
  }

  private CsvTable(String source, byte[] content) {
    this.source = source;
    this.content = content;
    requireText();
    this.header = readHeader();
  }

  /**
   * Bytes that are no UTF-8 would be read as question marks, and a stock lose its name. Files that
   * begin with the mark of UTF-16 or UTF-32 are read as such.
   */
  private void requireText() {
    boolean marked = startsWith(0xFE, 0xFF) || startsWith(0xFF, 0xFE) || startsWith(0, 0, 0xFE);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer left = ByteBuffer.wrap(content);
    CharBuffer text = CharBuffer.allocate(1 << 13);
    CoderResult result = CoderResult.OVERFLOW;
    while (!marked && result.isOverflow()) {
      result = decoder.decode(left, text.clear(), true);
    }
    if (result.isError()) {
      int line = 1;
      for (int i = 0; i < left.position(); i++) {
        line += content[i] == '\n' ? 1 : 0;
      }
      throw new IllegalArgumentException(
          "%s, row %d: it is not UTF-8 text; save the file as UTF-8".formatted(source, line));
    }
  }

  private boolean startsWith(int... bytes) {
    boolean so = content.length >= bytes.length;
    for (int i = 0; so && i < bytes.length; i++) {
      so = content[i] == (byte) bytes[i];
    }
    return so;
  }

  static CsvTable of(byte[] content, String source) {
    return new CsvTable(source, content);
  }

  static CsvTable read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = limited(in, MAX_BYTES, file);
      if (content.length > 1 && content[0] == (byte) 0x1f && content[1] == (byte) 0x8b) {
        int most = (int) Math.min(MAX_BYTES, SMALL + LARGEST_RATIO * content.length);
        InputStream deflated = new ByteArrayInputStream(content);
        content = limited(new GZIPInputStream(deflated, 1 << 16), most, file);
      }
      return new CsvTable(file.toString(), content);
    } catch (ZipException | EOFException e) {
      throw new IllegalArgumentException(file + " is not a whole gzip file", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + reason(file, e), e);
    }
  }

  private static byte[] limited(InputStream in, int most, Path file) throws IOException {
    byte[] content = in.readNBytes(most);
    if (in.read() >= 0) {
      throw new IllegalArgumentException(file + " holds more than " + most + " bytes");
    }
    return content;
  }

  private static String reason(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage());
  }

  private List<String> readHeader() {
    try (CsvReader<CsvRecord> reader = reader()) {
      for (CsvRecord first : reader) {
        List<String> names = first.getFields().stream().map(String::strip).toList();
        checkHeader(names);
        return names;
      }
    } catch (IOException | CsvParseException e) {
      throw new IllegalArgumentException(source + ": the header cannot be read", e);
    }
    throw new IllegalArgumentException(source + " is empty; a header and rows are wanted");
  }

  private void checkHeader(List<String> names) {
    if (names.size() == 1 && (names.get(0).contains(";") || names.get(0).contains("\t"))) {
      throw new IllegalArgumentException(
          "%s: header '%s' has no comma; cells must be separated by commas"
              .formatted(source, shown(names.get(0))));
    }
    Set<String> seen = new HashSet<>();
    for (int c = 0; c < names.size(); c++) {
      // Without a name, the first column is often the dates that some tool wrote as an index.
      if (names.get(c).isEmpty() && (c > 0 || names.size() == 1)) {
        throw new IllegalArgumentException(
            "%s: column %d has no name in the header".formatted(source, c + 1));
      }
      if (!seen.add(names.get(c))) {
        throw new IllegalArgumentException(
            "%s: column %s is there twice".formatted(source, shown(names.get(c))));
      }
    }
  }

  private CsvReader<CsvRecord> reader() {
    return CsvReader.builder()
        .detectBomHeader(true)
        .allowUnclosedQuote(false)
        .trimWhitespacesAroundQuotes(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(new ByteArrayInputStream(content), StandardCharsets.UTF_8);
  }

  String source() {
    return source;
  }

  List<String> header() {
    return header;
  }

  /** The index of a column, whatever the case of its name, or −1. */
  int indexIgnoringCase(String name) {
    for (int c = 0; c < header.size(); c++) {
      if (header.get(c).toLowerCase(Locale.ROOT).equals(name)) {
        return c;
      }
    }
    return -1;
  }

  /** Goes through all rows once. */
  void forEachRow(RowReader action) {
    long line = 1;
    boolean any = false;
    try (CsvReader<CsvRecord> reader = reader()) {
      boolean first = true;
      for (CsvRecord cells : reader) {
        line = cells.getStartingLineNumber();
        if (first) {
          first = false;
          continue;
        }
        if (cells.getFields().stream().allMatch(String::isBlank)) {
          continue; // as spreadsheets write below the last row
        }
        any = true;
        if (cells.getFieldCount() != header.size()) {
          throw new IllegalArgumentException(
              "%s, row %d: it has %d cells where the header has %d"
                  .formatted(source, line, cells.getFieldCount(), header.size()));
        }
        action.row(line, cells);
      }
    } catch (IOException | CsvParseException e) {
      throw new IllegalArgumentException(
          "%s: what follows row %d cannot be read as CSV: %s".formatted(source, line, cause(e)), e);
    }
    if (!any) {
      throw new IllegalArgumentException(source + " has a header but no rows");
    }
  }

  private static String cause(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  /** A complaint about one cell. */
  IllegalArgumentException refused(long line, int column, String what) {
    return new IllegalArgumentException(
        "%s, row %d, column %s: %s".formatted(source, line, columnName(column), what));
  }

  /** Text from the file as a message shows it: on one line and not too long. */
  static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }

  String columnName(int column) {
    return header.get(column).isEmpty() ? "1" : shown(header.get(column));
  }

  /** A number, or NaN for an empty cell. */
  double number(long line, CsvRecord cells, int column) {
    String text = cells.getField(column).strip();
    if (text.isEmpty()) {
      return Double.NaN;
    }
    double value = isNumber(text) ? Double.parseDouble(text) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw refused(
          line,
          column,
          "'%s' is not a number; a decimal such as 1234.5 is wanted, or an empty cell for none"
              .formatted(shown(text)));
    }
    return value;
  }

  /**
   * Whether text is {@code [+-]digits[.digits][e[+-]digits]}, with digits on at least one side of
   * the point. {@link Double#parseDouble} alone would also take hexadecimals, NaN, suffixes and
   * blanks.
   */
  static boolean isNumber(String text) {
    int n = text.length();
    int i = n > 0 && isSign(text.charAt(0)) ? 1 : 0;
    int afterWhole = digits(text, i);
    int end = afterWhole;
    int count = afterWhole - i;
    if (end < n && text.charAt(end) == '.') {
      int afterFraction = digits(text, end + 1);
      count += afterFraction - end - 1;
      end = afterFraction;
    }
    if (count == 0) {
      return false;
    }
    if (end < n && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int exponent = end + 1 < n && isSign(text.charAt(end + 1)) ? end + 2 : end + 1;
      end = digits(text, exponent);
      return end == n && end > exponent;
    }
    return end == n;
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }
}
