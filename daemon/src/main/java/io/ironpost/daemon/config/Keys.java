package io.ironpost.daemon.config;

import io.ironpost.core.config.ByteSize;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Kind;
import io.ironpost.core.config.Secret;
import io.ironpost.core.config.Section;
import io.ironpost.core.config.TextRule;
import java.time.Duration;
import java.util.List;

/// Short ways to write down a key.
final class Keys {
  private Keys() {}

  static Section section(String name, String variables, String about, Key<?>... keys) {
    return new Section(name, variables, about, List.of(keys), Section.Check.NONE);
  }

  static Key<Boolean> flag(String name, boolean byDefault, String about) {
    return new Key<>(name, new Kind.Bool(), byDefault, about);
  }

  static Key<String> text(String name, TextRule rule, String byDefault, String about) {
    return new Key<>(name, new Kind.Text(rule), byDefault, about);
  }

  static Key<String> choice(String name, String byDefault, List<String> words, String about) {
    return new Key<>(name, new Kind.Choice(words), byDefault, about);
  }

  static Key<Long> whole(String name, long byDefault, long min, long max, String about) {
    return new Key<>(name, new Kind.Whole(min, max), byDefault, about);
  }

  static Key<List<String>> texts(
      String name, int minItems, TextRule each, List<String> byDefault, String about) {
    return new Key<>(name, new Kind.Texts(minItems, each), byDefault, about);
  }

  static Key<Duration> span(
      String name, Duration byDefault, Duration min, Duration max, String about) {
    return new Key<>(name, new Kind.Span(min, max), byDefault, about);
  }

  static Key<ByteSize> size(
      String name, ByteSize byDefault, ByteSize min, ByteSize max, String about) {
    return new Key<>(name, new Kind.Size(min, max), byDefault, about);
  }

  static Key<Secret> hidden(String name, String byDefault, String about) {
    return new Key<>(name, new Kind.Hidden(), new Secret(byDefault), about);
  }

  static ByteSize mebibytes(long count) {
    return new ByteSize(count << 20);
  }
}
