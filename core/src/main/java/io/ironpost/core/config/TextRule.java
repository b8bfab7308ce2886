package io.ironpost.core.config;

import java.util.regex.Pattern;

/// What a text setting must be like.
public enum TextRule {
  ANY("text"),
  NOT_EMPTY("text, not empty"),
  PATH("a path of at most 4096 characters"),
  PATH_DOWNWARD("a path of at most 4096 characters without `..`"),
  ADDRESS_AND_PORT("an address and a port, as 127.0.0.1:514 or [::1]:514");

  /// PATH_MAX of linux/limits.h.
  private static final int MAX_PATH = 4_096;

  private static final Pattern ADDRESS = Pattern.compile("(\\[[^\\]]+\\]|[^:\\s]*):(\\d{1,5})");
  private static final int MAX_PORT = 65_535;

  private final String words;

  TextRule(String words) {
    this.words = words;
  }

  /// The rule in words.
  public String words() {
    return words;
  }

  /// Whether a text is like this.
  public boolean admits(String text) {
    return switch (this) {
      case ANY -> true;
      case NOT_EMPTY -> !text.isBlank();
      case PATH -> isPath(text);
      case PATH_DOWNWARD ->
          isPath(text) && !Pattern.compile("/").splitAsStream(text).anyMatch(".."::equals);
      case ADDRESS_AND_PORT -> isAddressAndPort(text);
    };
  }

  private static boolean isPath(String text) {
    return !text.isBlank() && text.length() <= MAX_PATH && text.indexOf('\0') < 0;
  }

  private static boolean isAddressAndPort(String text) {
    var matcher = ADDRESS.matcher(text);
    return matcher.matches() && Integer.parseInt(matcher.group(2)) <= MAX_PORT;
  }
}
