package io.ironpost.cli.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.config.ConfigReader;
import io.ironpost.core.config.ConfigReading;
import io.ironpost.core.config.ConfigSources;
import io.ironpost.daemon.config.Sections;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
  private static final String TOML =
      """
      [log_pipeline.storage]
      postgres_url = "postgresql://iron:hunter22@db.example/ironpost"
      [sinks.pager]
      type = "webhook"
      url = "https://hooks.example/services/T0AAAAAA/s3cr3tt0k3n?key=anotherone"
      secret_headers = "X-Api-Key: 0123456789abcdef"
      password = "correct horse"
      """;

  private static Redaction redaction() {
    return switch (ConfigReader.read(
        Sections.schema(), new ConfigSources("ironpost.toml", TOML, Map.of(), Map.of()))) {
      case ConfigReading.Read(var config) -> Redaction.of(config);
      case ConfigReading.Refused(var problems) -> throw new AssertionError(problems);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter22",
        "s3cr3tt0k3n",
        "T0AAAAAA",
        "anotherone",
        "0123456789abcdef",
        "correct horse",
      })
  void a_secret_is_taken_out_wherever_it_stands(String secret) {
    String text = "POST https://x/%s: refused (%s)".formatted(secret, secret);
    assertThat(redaction().of(text)).doesNotContain(secret).contains("refused", "********");
  }

  @ParameterizedTest
  @ValueSource(strings = {"db.example is away", "hooks.example answers 503"})
  void what_helps_to_find_the_fault_stays(String text) {
    assertThat(redaction().of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"smtp://me:pass@mail.example", "https://tok@git.example/x"})
  void credentials_of_any_url_are_masked(String url) {
    assertThat(redaction().of("at " + url)).contains("://********@");
  }
}
