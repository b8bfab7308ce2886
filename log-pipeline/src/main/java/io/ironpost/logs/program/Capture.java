package io.ironpost.logs.program;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How much of a message a `{name:capture}` takes.
enum Capture {
  /// Bytes without a space; stops early where the template's next literal begins.
  WORD,
  /// Digits.
  INT,
  /// An IPv4 or IPv6 address.
  IP,
  /// An address or a host name: `{src:addr}` fills `src_ip` or `src_host`.
  ADDR,
  /// A host name; nothing where an address or `unknown` stands in its place.
  HOST,
  /// A text in double quotes; the quotes are not part of the value.
  QUOTED,
  /// Anything up to the *first* place of the next literal.
  UPTO,
  /// Anything up to the *last* place of the next literal from where the rest of the template fits.
  /// For what a stranger may choose (user names): whatever the text pretends, what the program
  /// itself wrote after it is at the end.
  TEXT,
  /// Anything up to the next literal, which must come only once in what is left. For what stands
  /// between two texts of a stranger: no value is better than a forged one.
  SOLE,
  /// Everything that is left, spaces and all.
  REST,
  /// `key=value` pairs to the end; the message's `keys` say which are wanted.
  KV;

  private static final Map<String, Capture> BY_NAME = new HashMap<>();

  static {
    for (Capture capture : values()) {
      BY_NAME.put(capture.name().toLowerCase(Locale.ROOT), capture);
    }
  }

  static Optional<Capture> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /// Whether its own spelling says where it ends, so that another capture may follow at once.
  boolean endsItself() {
    return this == INT || this == IP || this == QUOTED;
  }

  /// Whether what it takes is bounded by spaces or its own spelling, so that an attacker's text
  /// cannot stretch it over what the program wrote.
  boolean isBounded() {
    return switch (this) {
      case WORD, INT, IP, ADDR, HOST, QUOTED -> true;
      case UPTO, TEXT, SOLE, REST, KV -> false;
    };
  }
}
