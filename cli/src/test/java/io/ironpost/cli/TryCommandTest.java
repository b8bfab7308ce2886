package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.cli.output.FakeTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TryCommandTest {
  @TempDir private Path folder;

  private Path log(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String guesses(String address, int count) {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < count; i++) {
      log.append(
          "Jun 14 15:16:%02d web1 sshd[%d]: Failed password for root from %s port %d ssh2\n"
              .formatted(i, 4000 + i, address, 40_000 + i));
    }
    return log.toString();
  }

  @Test
  void brute_force_is_found_with_its_address_and_its_lines() throws IOException {
    Path log = log("auth.log", guesses("203.0.113.7", 6));
    Ran ran = Ran.piped("try", log.toString(), "-o", "table", "--evidence");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("SSH brute force")
        .contains("src_ip=203.0.113.7")
        .contains("auth.log:1  Jun 14 15:16:00 web1");
    assertThat(ran.err()).contains("in 6 lines of 1 source").contains("rfc3164 6; 0 malformed");
  }

  @Test
  void a_brute_force_in_a_rotated_log_is_found_though_the_newer_log_is_read_first()
      throws IOException {
    log("auth.log.1", guesses("203.0.113.7", 6));
    log("auth.log", guesses("203.0.113.7", 1).replace("Jun 14", "Jun 20"));
    Ran ran = Ran.piped("try", folder.toString(), "-o", "table");
    assertThat(ran.out()).contains("SSH brute force");
  }

  @Test
  void standard_input_is_read() {
    Ran ran = Ran.in(FakeTerminal.pipe(guesses("203.0.113.7", 6)), "try", "-");
    assertThat(ran.out()).contains("\"src_ip\":[\"203.0.113.7\"]");
  }

  @Test
  void findings_fail_the_command_only_when_that_was_asked_for() throws IOException {
    String log = log("auth.log", guesses("203.0.113.7", 6)).toString();
    assertThat(Ran.piped("try", log).exit()).isZero();
    assertThat(Ran.piped("try", log, "--fail-on", "medium").exit()).isEqualTo(1);
    assertThat(Ran.piped("try", log, "--fail-on", "critical").exit()).isZero();
    assertThat(Ran.piped("try", log, "--fail-on", "bad").exit()).isEqualTo(2);
  }

  @Test
  void a_folder_is_read_and_what_is_no_log_is_skipped() throws IOException {
    log("auth.log", guesses("203.0.113.7", 6));
    Files.write(folder.resolve("program"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    Ran ran = Ran.piped("try", folder.toString());
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("203.0.113.7");
    assertThat(ran.err()).contains("skipped 1 file").contains("binary file");
  }

  @Test
  void random_bytes_are_malformed_and_no_fault() throws IOException {
    byte[] bytes = new byte[100_000];
    new SplittableRandom(3).nextBytes(bytes);
    Path log = Files.write(folder.resolve("random.bin"), bytes);
    Ran ran = Ran.piped("try", log.toString());
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("malformed").doesNotContain("Exception");
  }

  @Test
  void a_file_that_cannot_be_read_is_told_and_the_others_are_read() throws IOException {
    Path log = log("auth.log", guesses("203.0.113.7", 6));
    Ran ran = Ran.piped("try", folder.resolve("none.log").toString(), log.toString());
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("none.log: no such file");
    assertThat(ran.out()).contains("203.0.113.7");
  }

  @Test
  void a_line_beyond_the_limit_is_cut_and_counted() throws IOException {
    String log = log("long.log", "x".repeat(200_000) + "\nnext\n").toString();
    Ran ran = Ran.piped("try", log);
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("1 × line_too_long").contains("in 2 lines");
  }

  @Test
  void an_unknown_format_names_the_known_ones() throws IOException {
    String log = log("auth.log", guesses("203.0.113.7", 1)).toString();
    Ran ran = Ran.piped("replay", log, "--format", "xml");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no format xml").contains("rfc3164");
  }

  @Test
  void people_are_told_what_next() throws IOException {
    FakeTerminal fake = FakeTerminal.forPeople(Map.of("NO_COLOR", "1"));
    Ran ran = Ran.in(fake, "try", log("auth.log", guesses("203.0.113.7", 6)).toString());
    assertThat(ran.err()).contains("What next: add --evidence");
  }

  @Test
  void the_number_of_threads_changes_nothing() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < 60; i++) {
      text.append(guesses("203.0.113." + i, 3 + i % 5));
    }
    String log = log("auth.log", text.toString()).toString();
    String one = Ran.piped("replay", log, "--threads", "1").out();
    assertThat(Ran.piped("replay", log, "--threads", "4").out()).isEqualTo(one).isNotEmpty();
  }

  @Test
  void findings_below_the_wanted_severity_are_counted() throws IOException {
    String log = log("auth.log", guesses("203.0.113.7", 6)).toString();
    Ran ran = Ran.piped("try", log, "--min-severity", "critical");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).containsPattern("No findings, \\d+ below --min-severity \\(1 medium");
  }

  @ParameterizedTest
  @CsvSource({
    "--year 2016, Jan  1 10:00:00, 2016-01-01T10:00:00Z",
    "--year 2016, Dec 31 23:59:59, 2016-12-31T23:59:59Z",
    "--reference 2016-12-31, Jan  1 00:00:00, 2016-01-01T00:00:00Z",
    "--reference 2016-12-30, Dec 31 00:00:00, 2015-12-31T00:00:00Z",
    "--year 2016 --zone +14:00, Dec 31 23:59:59, 2016-12-31T09:59:59Z",
    "--year 2016 --zone -12:00, Jan  1 00:00:00, 2016-01-01T12:00:00Z",
  })
  void a_log_ends_on_the_day_that_was_said(String options, String time, String read)
      throws IOException {
    String line = time + " web1 sshd[4]: Accepted password for root from 203.0.113.7 port 4 ssh2\n";
    String log = log("auth.log", line).toString();
    List<String> all = new ArrayList<>(List.of("replay", log, "--min-severity", "informational"));
    all.addAll(List.of("--zone", "UTC", "--no-builtin", "--rules", rule().toString()));
    if (options.contains("--zone")) {
      all.removeAll(List.of("--zone", "UTC"));
    }
    all.addAll(List.of(options.split(" ", -1)));
    assertThat(Ran.piped(all.toArray(String[]::new)).out())
        .contains("\"first_seen\":\"" + read + "\"");
  }

  private Path rule() throws IOException {
    return log(
        "login.yml",
        """
        title: Root logged in
        name: root_login
        id: 6f0c1d5e-5d0e-4c57-9f0e-0d3f6a4f1c11
        status: test
        description: For tests.
        level: low
        logsource:
          product: linux
        detection:
          words:
            - Accepted password
          condition: words
        """);
  }
}
