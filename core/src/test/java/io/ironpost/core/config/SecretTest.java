package io.ironpost.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretTest {
  @ParameterizedTest
  @CsvSource({
    "hunter2, ********",
    "'', ''",
    "postgresql://localhost:5432/ironpost, postgresql://localhost:5432/ironpost",
    "postgresql://iron:p@ss@db/x, postgresql://********@db/x",
    "postgresql://db/x?user=a&password=b, postgresql://db/x?user=********&password=********",
  })
  void shows_only_what_cannot_be_secret(String text, String shown) {
    assertThat(new Secret(text)).hasToString(shown);
    assertThat(new Secret(text).reveal()).isEqualTo(text);
  }
}
