package io.ironpost.logs.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramFileReaderTest {
  @Test
  void tells_all_problems_at_once_with_line_and_column() {
    String file =
        """
        program: app
        servises: [app]
        messages:
          - match: 'login of {user} from {src_ip:adress}'
          - set: {action: login}
          - match: 'a {b'
          - match: '{_:rest} x'
        """;
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadProgramFileException.class)
        .hasMessageContaining("app.yml:2:1: unknown key `servises`")
        .hasMessageContaining("app.yml:4:35: unknown capture `adress`")
        .hasMessageContaining("app.yml:5:5: `match:` is missing")
        .hasMessageContaining("app.yml:6:15: this { is never closed")
        .hasMessageContaining("app.yml:7:13: takes everything to the end");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{a}{b} ~ two captures side by side",
        "{a:text} x {b:rest} ~ after a `text` capture",
        "{a:kv} x ~ takes everything to the end",
        "x} ~ a } without its {",
        "{?x ~ this { is never closed",
        "{} ~ expected {field} or {field:capture}",
        "{a|b}{a|b|c}{a|b|c|d}{a|b|c|d|e}{a|b|c|d|e|f} ~ ways to read this",
      })
  void refuses_templates_that_cannot_work(String template, String problem) {
    String file = "program: app\nmessages:\n  - match: '" + template + "'\n";
    assertThatThrownBy(() -> read(file)).hasMessageContaining(problem);
  }

  @Test
  void says_where_the_yaml_is_broken() {
    assertThatThrownBy(() -> read("program: app\nmessages: [\n"))
        .hasMessageContaining("app.yml:3:1");
    assertThatThrownBy(() -> read("")).hasMessageContaining("expected `program:`");
    assertThatThrownBy(() -> read("- a")).hasMessageContaining("expected `program:`");
  }

  @Test
  void spells_out_choices() {
    ProgramFile file = read("program: app\nmessages:\n  - match: 'a{?b}{c|d} {{x}}'\n");
    assertThat(file.messages().getFirst().variants())
        .extracting(Object::toString)
        .containsExactly(
            "[Literal[text=abc {x}]]",
            "[Literal[text=abd {x}]]",
            "[Literal[text=ac {x}]]",
            "[Literal[text=ad {x}]]");
  }

  private static ProgramFile read(String text) {
    return ProgramFileReader.read("app.yml", text.getBytes(StandardCharsets.UTF_8));
  }
}
