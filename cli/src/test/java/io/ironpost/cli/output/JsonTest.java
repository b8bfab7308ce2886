package io.ironpost.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonTest {
  @Test
  void values_of_every_kind_are_written() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("text", "a\"b\\c\n");
    object.put("number", 5L);
    object.put("part", 0.5);
    object.put("flag", true);
    object.put("time", Instant.parse("2026-01-02T03:04:05Z"));
    object.put("none", Optional.empty());
    object.put("some", Optional.of(1));
    object.put("list", List.of("x", List.of()));
    assertThat(Json.line(object))
        .isEqualTo(
            """
            {"text":"a\\"b\\\\c\\n","number":5,"part":0.5,"flag":true,\
            "time":"2026-01-02T03:04:05Z","none":null,"some":1,"list":["x",[]]}\
            """);
  }

  @Test
  void what_would_act_on_a_terminal_is_escaped() {
    assertThat(Json.line("\u001b\u202e" + Character.toString(0xE0041)))
        .isEqualTo("\"\\u001b\\u202e\\udb40\\udc41\"");
  }

  @Test
  void pretty_output_has_two_spaces_a_level() {
    assertThat(Json.pretty(Map.of("rules", List.of(1, 2))))
        .isEqualTo("{\n  \"rules\": [\n    1,\n    2\n  ]\n}");
  }
}
