package io.ironpost.alerts.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import io.ironpost.core.alert.AlertUpdate;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeJsonTest {
  private static final int ROUNDS = 1_000;

  @Test
  void any_alert_reads_back_as_it_was() {
    Random random = new Random(7);
    for (int i = 0; i < ROUNDS; i++) {
      AlertUpdate update = Samples.random(random);
      byte[] json = NativeJson.whole(update);
      assertThat(NativeJson.read(json)).isEqualTo(update);
      assertThat(NativeJson.whole(NativeJson.read(json))).isEqualTo(json);
    }
  }

  @Test
  void the_worst_alert_fits_into_the_spool_and_is_still_found_by_its_rule_and_group() {
    AlertUpdate huge = Samples.huge("\u001b");
    byte[] json = NativeJson.whole(huge);
    assertThat(json.length).isLessThanOrEqualTo(NativeJson.MAX_WHOLE_BYTES);
    assertThat(NativeJson.read(json).group()).isEqualTo(huge.group());
    assertThat(NativeJson.read(json).rule().id()).isEqualTo(huge.rule().id());
  }

  @Test
  void what_is_written_follows_the_published_schema() {
    Validator validator =
        new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();
    URI schema = validator.registerSchema(new String(NativeJson.schema(), StandardCharsets.UTF_8));
    Random random = new Random(8);
    NativeJson format = new NativeJson(Shortening.LEAST_BYTES);
    for (int i = 0; i < 100; i++) {
      AlertUpdate update = i == 0 ? Samples.huge("x") : Samples.random(random);
      String json = new String(format.write(update), StandardCharsets.UTF_8);
      Validator.Result result = validator.validate(schema, json);
      assertThat(result.isValid()).as("%s: %s", json, result.getErrors()).isTrue();
    }
    assertThat(validator.validate(schema, "{\"schema_version\":\"1.0\"}").isValid()).isFalse();
  }

  @Test
  void the_schema_of_the_documentation_is_that_of_the_program() throws IOException {
    Path docs = Path.of("").toAbsolutePath();
    while (docs.getParent() != null && !Files.exists(docs.resolve("docs/reference"))) {
      docs = docs.getParent();
    }
    assertThat(docs.resolve("docs/reference/alert-schema.json"))
        .hasBinaryContent(NativeJson.schema());
  }

  @Test
  void members_that_a_later_release_added_are_passed_over() {
    String json = new String(NativeJson.whole(Samples.bruteForce()), StandardCharsets.UTF_8);
    String later =
        json.replaceFirst("\\{", "{\"new\":{\"a\":[1,{\"b\":null}]},")
            .replace("\"rule\":{", "\"rule\":{\"version\":3,")
            .replace("\"schema_version\":\"1.0\"", "\"schema_version\":\"1.7\"");
    assertThat(NativeJson.read(later.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(Samples.bruteForce());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"schema_version\":\"2.0\"}",
        "{\"schema_version\":\"1.0\"}",
        "{\"revision\":99999999999}",
        "{\"count\":\"x\"}",
        "{\"told_at\":\"yesterday\"}",
        "{\"phase\":\"over\"}",
        "{\"rule\":[]}",
        "{\"entities\":{\"a\":[{}]}}",
        "{\"trace_id\":\"x\"}"
      })
  void other_bytes_are_refused(String json) {
    assertThatThrownBy(() -> NativeJson.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableAlertException.class);
  }

  @Test
  void damaged_bytes_are_refused_or_read_and_nothing_else() {
    byte[] json = NativeJson.whole(Samples.bruteForce());
    Random random = new Random(9);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] damaged = Arrays.copyOf(json, 1 + random.nextInt(json.length));
      for (int faults = random.nextInt(4); faults > 0; faults--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        NativeJson.read(damaged);
      } catch (UnreadableAlertException e) {
        assertThat(e).hasMessageStartingWith("not an alert of Ironpost: ");
      }
    }
  }

  @Test
  void an_array_nested_deep_is_refused() {
    String deep = "{\"x\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> NativeJson.read(deep.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableAlertException.class);
  }
}
