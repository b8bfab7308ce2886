package io.ironpost.alerts.sink.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Kind;
import io.ironpost.core.config.Secret;
import io.ironpost.core.config.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The reference page says of every key what the program says of it.
class SinkReferenceTest {
  @Test
  void the_page_has_every_kind_and_every_key_as_it_is() throws IOException {
    String page = Files.readString(page());
    for (SinkKind kind : SinkKinds.all()) {
      assertThat(page).contains("## `" + kind.word() + "`", "type = \"" + kind.word() + "\"");
      for (Key<?> key : kind.keys()) {
        assertThat(page).as("%s of %s", key.name(), kind.word()).contains(row(key));
      }
    }
  }

  /// A row of the page's tables.
  static <T> String row(Key<T> key) {
    return "| `%s` | %s | %s | %s |"
        .formatted(
            key.name(),
            byDefault(key.byDefault()),
            key.kind() instanceof Kind.Hidden ? "secret text" : key.kind().inWords(),
            key.description().replace("|", "\\|"));
  }

  private static String byDefault(Object value) {
    return switch (value) {
      case Secret _ -> "";
      case String text -> text.isEmpty() ? "" : "`\"" + text + "\"`";
      case List<?> list when list.isEmpty() -> "`[]`";
      case Duration span -> "`\"" + TimeSpan.text(span) + "\"`";
      case Boolean _, Long _ -> "`" + value + "`";
      default -> "`\"" + value + "\"`";
    };
  }

  private static Path page() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .map(folder -> folder.resolve("docs/reference/sinks.md"))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }
}
