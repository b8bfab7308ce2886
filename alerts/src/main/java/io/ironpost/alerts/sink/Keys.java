package io.ironpost.alerts.sink;

import io.ironpost.core.config.ByteSize;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Kind;
import io.ironpost.core.config.Secret;
import io.ironpost.core.config.TextRule;
import java.time.Duration;
import java.util.List;

/// Short words for the settings of sinks.
public final class Keys {
  private static final Duration SHORTEST = Duration.ofMillis(10);

  /// A receiver that needs longer is down; the courier asks again.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Keys() {}

  public static Key<Boolean> flag(String name, boolean byDefault, String about) {
    return new Key<>(name, new Kind.Bool(), byDefault, about);
  }

  public static Key<String> text(String name, String byDefault, String about) {
    return new Key<>(name, new Kind.Text(TextRule.ANY), byDefault, about);
  }

  public static Key<String> choice(
      String name, String byDefault, List<String> words, String about) {
    return new Key<>(name, new Kind.Choice(words), byDefault, about);
  }

  public static Key<List<String>> texts(String name, List<String> byDefault, String about) {
    return new Key<>(name, new Kind.Texts(0, TextRule.NOT_EMPTY), byDefault, about);
  }

  public static Key<Long> whole(String name, long byDefault, long min, long max, String about) {
    return new Key<>(name, new Kind.Whole(min, max), byDefault, about);
  }

  public static Key<ByteSize> size(
      String name, ByteSize byDefault, ByteSize min, ByteSize max, String about) {
    return new Key<>(name, new Kind.Size(min, max), byDefault, about);
  }

  public static Key<Secret> secret(String name, String about) {
    return new Key<>(name, new Kind.Hidden(), new Secret(""), about);
  }

  /// A wait: never so short that nothing can happen, never so long that nobody is told.
  public static Key<Duration> wait(String name, Duration byDefault, String about) {
    return new Key<>(name, new Kind.Span(SHORTEST, LONGEST), byDefault, about);
  }
}
