package io.github.volatility4j.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateSpellingTest {
  private static final LocalDate FIRST = LocalDate.of(2023, 12, 20);

  private static List<LocalDate> read(List<String> dates) {
    StringBuilder csv = new StringBuilder("date,A\n");
    dates.forEach(date -> csv.append('"').append(date).append("\",1\n"));
    CsvTable table = CsvTable.of(csv.toString().getBytes(StandardCharsets.UTF_8), "memory");
    ToIntFunction<String> days = DateSpelling.read(table, 0, null);
    return dates.stream().map(date -> LocalDate.ofEpochDay(days.applyAsInt(date))).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yyyy-MM-dd",
        "yyyy/MM/dd",
        "yyyy/M/d",
        "yyyy.MM.dd",
        "yyyyMMdd",
        "M/d/yyyy",
        "MM/dd/yyyy",
        "d/M/yyyy",
        "dd/MM/yyyy",
        "d.M.yyyy",
        "dd.MM.yyyy",
        "MM-dd-yyyy",
        "dd-MM-yyyy",
        "dd-MMM-yyyy",
        "d MMM yyyy",
        "d MMMM yyyy",
        "MMM d, yyyy",
        "yyyy-MM-dd'T00:00:00'",
        "yyyy-MM-dd' 00:00:00'",
        "yyyy-MM-dd' 00:00'"
      })
  void isFoundFromAllRows(String pattern) {
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    List<LocalDate> dates = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      dates.add(FIRST.plusDays(i));
    }

    assertThat(read(dates.stream().map(formatter::format).toList())).isEqualTo(dates);
  }

  @Test
  void theLastRowMayBeTheOneThatDecides() {
    assertThat(read(List.of("1/2/2024", "1/3/2024", "1/13/2024")))
        .last()
        .isEqualTo(LocalDate.of(2024, 1, 13));
    assertThat(read(List.of("1/2/2024", "1/3/2024", "13/3/2024")))
        .first()
        .isEqualTo(LocalDate.of(2024, 2, 1));
  }

  @Test
  void isRefusedWhereNoRowDecides() {
    assertThatThrownBy(() -> read(List.of("1/2/2024", "3/4/2024")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "memory, column date: the dates can be read as M/d/yyyy or as d/M/yyyy, and no row"
                + " decides; write ISO dates or give a format");
  }

  @Test
  void isNoQuestionWhereDayAndMonthAreAlwaysEqual() {
    assertThat(read(List.of("1/1/2024", "2/2/2024")))
        .containsExactly(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 2, 2));
  }

  @Test
  void mustBeTheSameInAllRows() {
    assertThatThrownBy(() -> read(List.of("2024-01-02", "2024/01/03")))
        .hasMessage(
            "memory, row 3, column date: '2024/01/03' is not a date spelled yyyy-M-d, as all rows"
                + " must be");
    assertThatThrownBy(() -> read(List.of("1/13/2024", "13/1/2024")))
        .hasMessageContaining("'13/1/2024' is not a date spelled M/d/yyyy");
    assertThatThrownBy(() -> read(List.of("1/2/2024", "1/32/2024")))
        .hasMessageContaining("'1/32/2024' is not a date spelled M/d/yyyy or d/M/yyyy");
  }

  @Test
  void doesNotGuessTheCentury() {
    assertThatThrownBy(() -> read(List.of("13/1/24"))).hasMessageContaining("is not a date");
  }
}
