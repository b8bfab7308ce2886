package io.ironpost.response.policy;

/// A text in which `*` stands for any characters, none among them, and `?` for one. Case counts
/// not.
///
/// Matching goes back at most to the last `*`: length times length at worst, as titles and sources
/// may be of others' making.
public record Glob(String pattern) {
  public boolean matches(String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int retry = 0;
    while (at < text.length()) {
      if (in < pattern.length() && pattern.charAt(in) == '*') {
        star = in++;
        retry = at;
      } else if (in < pattern.length() && isSame(pattern.charAt(in), text.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++retry;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }

  private static boolean isSame(char wanted, char seen) {
    return wanted == '?' || Character.toLowerCase(wanted) == Character.toLowerCase(seen);
  }

  @Override
  public String toString() {
    return pattern;
  }
}
