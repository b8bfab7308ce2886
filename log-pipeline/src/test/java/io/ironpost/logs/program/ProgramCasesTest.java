package io.ironpost.logs.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.syslog.SyslogLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Golden cases, one file per program: a line as it stands in a log, and under it, indented, all
/// that must come out of it but the header. `logsource` is `product/services`.
class ProgramCasesTest {
  private static final Set<String> HEADER =
      Set.of("hostname", "pid", "message", "facility", "severity");

  record Case(String file, int number, String line, List<String> expected) {
    @Override
    public String toString() {
      return file + ":" + number + " " + line;
    }
  }

  static Stream<Case> cases() throws IOException, URISyntaxException {
    Path folder =
        Path.of(ProgramCasesTest.class.getResource("/programs/sshd.cases").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream().flatMap(ProgramCasesTest::read);
    }
  }

  private static Stream<Case> read(Path file) {
    try {
      List<Case> cases = new ArrayList<>();
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        if (line.startsWith("  ")) {
          cases.getLast().expected().add(line.substring(2));
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          cases.add(new Case(file.getFileName().toString(), number, line, new ArrayList<>()));
        }
      }
      return cases.stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gives_the_fields(Case given) {
    SyslogLines lines = SyslogLines.rfc3164();
    assertThat(lines.parse(given.line())).isInstanceOf(Outcome.Parsed.class);
    List<String> actual = new ArrayList<>();
    actual.add("logsource=" + lines.logsource());
    for (String field : lines.fields()) {
      if (!HEADER.contains(field.substring(0, field.indexOf('=')))) {
        actual.add(field);
      }
    }
    assertThat(actual).isEqualTo(given.expected());
  }
}
