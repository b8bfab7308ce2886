package io.ironpost.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.config.Secret;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryPlaceTest {
  private static final Path DATA = Path.of("/var/lib/ironpost");

  @ParameterizedTest
  @CsvSource({
    "'', /var/lib/ironpost/history.db",
    "sqlite:/srv/a b.db, /srv/a b.db",
    "sqlite:other.db, /var/lib/ironpost/other.db",
    "/srv/h.db, /srv/h.db",
  })
  void a_file(String url, String file) {
    assertThat(HistoryPlace.of(url, DATA)).isEqualTo(new HistoryPlace.SqliteFile(Path.of(file)));
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://localhost:5432/ironpost, ironpost, '', localhost:5432/ironpost",
    "postgresql://u:p@db.example/x, u, p, db.example/x",
    "postgres://u:p%40ss@w+rd@[::1]:6432/x, u, p@ss@w+rd, [::1]:6432/x",
    "postgresql://, ironpost, '', localhost/ironpost",
  })
  void a_postgresql_database(String url, String user, String password, String address) {
    assertThat(HistoryPlace.of(url, DATA))
        .isEqualTo(
            new HistoryPlace.Postgres(
                address, "jdbc:postgresql://" + address, user, new Secret(password), Map.of()));
  }

  @Test
  void parameters_get_the_names_of_the_driver() {
    assertThat(
            HistoryPlace.of(
                "postgresql://h/d?sslmode=verify-full&connect_timeout=3&sslrootcert=%2Fetc%2Fca.pem&target_session_attrs=read-write",
                DATA))
        .extracting("parameters")
        .isEqualTo(
            Map.of(
                "sslmode", "verify-full",
                "connectTimeout", "3",
                "sslrootcert", "/etc/ca.pem",
                "targetServerType", "primary"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:secret@h/d?socketFactory=org.example.Evil",
        "postgresql://u:secret@h/d?sslfactory=x&sslmode=disable",
        "postgresql://u:secret%zz@h/d",
        "postgresql://u:secret@h/d?target_session_attrs=standby",
        "mysql://u:secret@h/d",
      })
  void what_cannot_be_is_refused_without_telling_the_password(String url) {
    assertThatThrownBy(() -> HistoryPlace.of(url, DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void no_place_shows_its_password() {
    assertThat(HistoryPlace.of("postgresql://u:secret@h/d", DATA).toString())
        .isEqualTo("postgresql h/d");
  }
}
