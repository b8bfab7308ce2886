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
    "https://hooks.example/services/T0/token, https://hooks.example/********",
    "https://hooks.example/?key=token, https://hooks.example/********",
    "https://hooks.example/, https://hooks.example/",
    "http://a:b@hooks.example:8080?key=c, http://********@hooks.example:8080?********",
    "https://a:p/w@hooks.example/x, https://********",
  })
  void shows_only_what_cannot_be_secret(String text, String shown) {
    assertThat(new Secret(text)).hasToString(shown);
    assertThat(new Secret(text).reveal()).isEqualTo(text);
  }
}
