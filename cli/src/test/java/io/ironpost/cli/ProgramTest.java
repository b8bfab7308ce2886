package io.ironpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.cli.output.FakeTerminal;
import io.ironpost.cli.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgramTest {
  @Test
  void the_version_is_data() {
    Ran ran = Ran.piped("--version");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).startsWith("ironpost ").endsWith("\n");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void help_is_data_and_lists_every_command() {
    Ran ran = Ran.piped("--help");
    assertThat(ran.exit()).isZero();
    CommandList.ALL.forEach(entry -> assertThat(ran.out()).contains(entry.summary()));
  }

  @Test
  void without_a_command_help_is_a_complaint() {
    Ran ran = Ran.piped();
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("ironpost try");
  }

  @Test
  void every_command_in_the_list_can_be_created_and_explained() {
    for (CommandList.Entry entry : CommandList.ALL) {
      Ran ran = Ran.piped((entry.name() + " --help").split(" ", -1));
      assertThat(ran.exit()).as(entry.name()).isZero();
      assertThat(ran.out()).startsWith("Usage: ironpost " + entry.name());
      assertThat(ran.out()).contains("--color").contains("--help");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "confg, Did you mean `ironpost config`?",
    "frobnicate, --help",
    "'\u001b[2J', \\x1b[2J",
  })
  void an_unknown_command_is_a_usage_problem_with_a_hint(String word, String hint) {
    Ran ran = Ran.piped(word);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(hint).doesNotContain("\u001b");
  }

  @Test
  void an_unknown_option_is_a_usage_problem_and_names_the_help() {
    Ran ran = Ran.piped("config", "check", "--bogus");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--bogus").contains("ironpost config check --help");
  }

  @Test
  void a_group_alone_lists_its_commands() {
    assertThat(Ran.piped("config").exit()).isEqualTo(2);
    assertThat(Ran.piped("config").err()).contains("config show");
    assertThat(Ran.piped("config", "--help").exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"Broken pipe, 0, ''", "No space left on device, 4, No space left on device"})
  void a_reader_that_goes_away_is_no_fault_and_a_full_disk_is_one(
      String why, int exit, String said) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(why);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(InputStream.nullInputStream(), broken, err, Map.of(), false, false);
    assertThat(new Program(terminal).run(List.of("config", "show"))).isEqualTo(exit);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(said);
  }

  @Test
  void a_file_with_an_at_sign_is_a_file_and_not_a_list_of_arguments(@TempDir Path folder)
      throws IOException {
    String hostile = "@" + Files.writeString(folder.resolve("x"), "--help");
    Ran ran = Ran.piped("try", hostile);
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains(hostile).contains("no such file");
  }

  @Test
  void a_name_that_cannot_be_a_path_is_told_and_no_fault() {
    Ran ran = Ran.piped("try", "a\0b");
    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.err()).contains("a\\x00b").doesNotContain("fault");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--reference=+999999999-12-31",
        "--reference=-999999999-01-01",
        "--reference=2262-01-01",
        "--year=0",
        "--year=2262",
      })
  void a_year_whose_times_cannot_be_counted_is_a_usage_problem(String option) {
    Ran ran = Ran.piped("replay", option, "/dev/null");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("from 1970 to 2261");
  }

  @Test
  void completion_scripts_know_every_command() {
    for (String shell : List.of("bash", "zsh", "fish")) {
      Ran ran = Ran.piped("completion", shell);
      assertThat(ran.exit()).isZero();
      CommandList.firstWords().forEach(word -> assertThat(ran.out()).contains(word));
    }
    assertThat(Ran.piped("completion", "tcsh").exit()).isEqualTo(2);
  }

  @Test
  void complaints_are_coloured_for_people_only() {
    assertThat(Ran.in(FakeTerminal.forPeople(Map.of()), "nope").err()).contains("\u001b[31m");
    assertThat(Ran.piped("nope").err()).doesNotContain("\u001b");
  }
}
