package io.ironpost.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.alert.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PrinterTest {
  private record Row(Severity severity, String rule, Map<String, List<String>> who, long count) {}

  private static final Listing<Row> LISTING =
      new Listing<>(
          "findings",
          List.of(
              Column.<Row>fixed("severity", "SEVERITY", row -> row.severity().word())
                  .in(row -> Style.of(row.severity())),
              Column.wide("rule", "RULE", Row::rule),
              Column.fixed("count", "COUNT", Row::count),
              Column.dataOnly("first_seen", _ -> Optional.empty()),
              Column.wide("entities", "ENTITIES", Row::who)),
          List.of(
              new Row(Severity.HIGH, "SSH brute force", Map.of("src_ip", List.of("10.0.0.1")), 12),
              new Row(Severity.LOW, "=cmd|' /C calc', \u001b[31m", Map.of(), 1_000)),
          Map.of("lines", 5));

  private static String print(FakeTerminal fake, Format format) {
    new Printer(fake.terminal(), format).print(LISTING);
    return fake.out();
  }

  @Test
  void a_table_in_a_pipe_is_neither_cut_nor_coloured() {
    assertThat(print(FakeTerminal.pipe(), Format.TABLE))
        .isEqualTo(
            """
            SEVERITY  RULE                       COUNT  ENTITIES
            high      SSH brute force               12  src_ip=10.0.0.1
            low       =cmd|' /C calc', \\x1b[31m   1000
            """);
  }

  @Test
  void a_table_on_a_narrow_terminal_is_folded_where_it_may_be() {
    String table =
        print(FakeTerminal.forPeople(Map.of("COLUMNS", "50", "NO_COLOR", "1")), Format.TABLE);
    assertThat(table.lines())
        .allMatch(line -> line.length() <= 50)
        .anyMatch(line -> line.startsWith("          \\x1b[31m"));
  }

  @Test
  void no_line_is_longer_than_the_terminal_and_no_value_is_broken() {
    Map<String, List<String>> who =
        Map.of("src_ip", List.of("2001:db8:85a3:8d3:1319:8a2e:370:7348", "203.0.113.117"));
    Listing<Row> wide =
        new Listing<>(
            "findings",
            List.of(
                Column.wide("rule", "RULE", Row::rule),
                Column.wide("entities", "ENTITIES", Row::who),
                Column.<Row>fixed("count", "COUNT", Row::count).leavingAs(1)),
            List.of(new Row(Severity.HIGH, "Many refused passwords of one user", who, 7)),
            Map.of());
    for (int columns = 60; columns < 120; columns++) {
      FakeTerminal fake =
          FakeTerminal.forPeople(Map.of("COLUMNS", String.valueOf(columns), "NO_COLOR", "1"));
      new Printer(fake.terminal(), Format.TABLE).print(wide);
      int most = columns;
      assertThat(fake.out().lines()).allMatch(line -> line.length() <= most);
      assertThat(fake.out())
          .contains("src_ip=2001:db8:85a3:8d3:1319:8a2e:370:7348")
          .contains("203.0.113.117");
    }
  }

  @Test
  void a_column_leaves_before_a_word_is_broken() {
    FakeTerminal fake = FakeTerminal.forPeople(Map.of("COLUMNS", "40", "NO_COLOR", "1"));
    Listing<String> names =
        new Listing<>(
            "names",
            List.of(
                Column.wide("name", "NAME", (String name) -> name),
                Column.<String>fixed("length", "LENGTH", String::length).leavingAs(1)),
            List.of("a_name_of_thirty_six_characters_long"),
            Map.of());
    new Printer(fake.terminal(), Format.TABLE).print(names);
    assertThat(fake.out()).isEqualTo("NAME\na_name_of_thirty_six_characters_long\n");
  }

  @Test
  void a_blank_inside_a_value_is_no_place_to_break() {
    String cell = Cell.foldable(Map.of("user", List.of("a b c d e f", "root")));
    assertThat(Width.fold(cell, 17, 3)).containsExactly(cell.substring(0, 17), "root");
    assertThat(Cell.unfoldable(cell)).isEqualTo("user=a b c d e f, root");
  }

  @Test
  void colours_are_for_terminals_unless_told_otherwise() {
    assertThat(print(FakeTerminal.forPeople(Map.of()), Format.TABLE)).contains("\u001b[31mhigh");
    assertThat(print(FakeTerminal.forPeople(Map.of("NO_COLOR", "1")), Format.TABLE))
        .doesNotContain("\u001b");
    FakeTerminal never = FakeTerminal.forPeople(Map.of());
    never.terminal().color(Terminal.ColorMode.NEVER);
    assertThat(print(never, Format.TABLE)).doesNotContain("\u001b");
    FakeTerminal always = FakeTerminal.pipe();
    always.terminal().color(Terminal.ColorMode.ALWAYS);
    assertThat(print(always, Format.TABLE)).contains("\u001b[31mhigh");
  }

  @Test
  void ndjson_has_one_object_a_line() {
    assertThat(print(FakeTerminal.pipe(), Format.NDJSON).lines())
        .containsExactly(
            "{\"severity\":\"high\",\"rule\":\"SSH brute force\",\"count\":12,"
                + "\"first_seen\":null,\"entities\":{\"src_ip\":[\"10.0.0.1\"]}}",
            "{\"severity\":\"low\",\"rule\":\"=cmd|' /C calc', \\u001b[31m\",\"count\":1000,"
                + "\"first_seen\":null,\"entities\":{}}");
  }

  @Test
  void json_is_one_document_with_a_summary() {
    assertThat(print(FakeTerminal.pipe(), Format.JSON))
        .startsWith("{\n  \"findings\": [\n    {\n      \"severity\": \"high\"")
        .endsWith("  \"summary\": {\n    \"lines\": 5\n  }\n}\n");
  }

  @Test
  void csv_is_quoted_and_no_cell_is_a_formula() {
    assertThat(print(FakeTerminal.pipe(), Format.CSV).lines())
        .containsExactly(
            "severity,rule,count,first_seen,entities",
            "high,SSH brute force,12,,src_ip=10.0.0.1",
            "low,\"'=cmd|' /C calc', \\x1b[31m\",1000,,");
  }

  @Test
  void a_format_that_does_not_apply_is_refused() {
    assertThatThrownBy(() -> print(FakeTerminal.pipe(), Format.SARIF))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("sarif");
  }

  @Test
  void wide_characters_take_two_columns() {
    assertThat(Width.of("日本")).isEqualTo(4);
    assertThat(Width.of("e\u0301")).isEqualTo(1);
    assertThat(Width.cut("日本語", 5)).isEqualTo("日本…");
    assertThat(Width.fold("src_ip=10.0.0.1 user=root", 16, 3))
        .containsExactly("src_ip=10.0.0.1", "user=root");
    assertThat(Width.fold("rule_of_the_house", 10, 3)).containsExactly("rule_of_", "the_house");
    assertThat(Width.fold("日本語日本語日本語", 5, 2)).containsExactly("日本", "語日…");
  }
}
