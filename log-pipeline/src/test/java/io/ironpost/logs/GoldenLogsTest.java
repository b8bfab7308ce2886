package io.ironpost.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines of each format beside everything that is read of them. A changed reading shows up as a
/// changed file: run with `-Dironpost.golden.write=<src/test/resources>` and look at the
/// difference.
class GoldenLogsTest {
  @ParameterizedTest
  @CsvSource({
    "json, shapes",
    "access, forms",
    "apache-error, forms",
    "nginx-error, forms",
    "auditd, events",
    "cef, forms",
    "leef, forms",
    "logfmt, forms",
    "w3c, iis",
    "mysql, forms",
    "postgresql, forms",
  })
  void reads_what_is_expected(String format, String name) throws IOException {
    String read = read(format, resource(format + "/" + name + ".log"));
    String target = System.getProperty("ironpost.golden.write", "");
    if (!target.isEmpty()) {
      Files.writeString(Path.of(target, format, name + ".expected"), read);
    }
    assertThat(read).isEqualTo(resource(format + "/" + name + ".expected"));
  }

  private static String read(String format, String log) {
    ParserWorld world = ParserWorld.withoutPrograms();
    LogParser parser = world.parser(format);
    StringBuilder text = new StringBuilder();
    for (String line : log.lines().toList()) {
      Outcome outcome = world.parse(parser, line);
      if (outcome instanceof Outcome.Parsed) {
        append(text, world);
      } else {
        text.append(outcome).append('\n');
      }
    }
    while (parser.flush(world.record) instanceof Outcome.Parsed) {
      append(text, world);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, ParserWorld world) {
    text.append("line ").append(world.record.lineNumber()).append(", ").append(world.time());
    text.append(", ").append(world.record.logsource()).append('\n');
    for (String field : world.fields()) {
      text.append("  ").append(field.replace("\n", "\\n")).append('\n');
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = GoldenLogsTest.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
