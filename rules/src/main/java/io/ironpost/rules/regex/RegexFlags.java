package io.ironpost.rules.regex;

/// The three switches a pattern starts with; `(?i)`, `(?m)`, `(?s)` change them from inside.
///
/// @param ignoreCase letters match both cases, see [LinearRegex]
/// @param multiLine `^` and `$` also match at line ends
/// @param dotAll `.` also matches `\n`
public record RegexFlags(boolean ignoreCase, boolean multiLine, boolean dotAll) {
  /// Sigma's plain `|re`: case-sensitive, `^` and `$` at the ends of the value only.
  public static final RegexFlags NONE = new RegexFlags(false, false, false);

  /// Sigma's `|re|i`.
  public static final RegexFlags IGNORE_CASE = new RegexFlags(true, false, false);

  /// @throws IllegalArgumentException for a letter other than `i`, `m`, `s`
  RegexFlags with(char letter, boolean on) {
    return switch (letter) {
      case 'i' -> new RegexFlags(on, multiLine, dotAll);
      case 'm' -> new RegexFlags(ignoreCase, on, dotAll);
      case 's' -> new RegexFlags(ignoreCase, multiLine, on);
      default -> throw new IllegalArgumentException("no such flag: " + letter);
    };
  }
}
