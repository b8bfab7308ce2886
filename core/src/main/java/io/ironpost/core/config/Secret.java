package io.ironpost.core.config;

import java.util.regex.Pattern;

/// A value that is never printed: a password, or a URL that may carry one.
///
/// Not a record: a record's `toString` would print it. Of a URL the parts that cannot be secret are
/// shown, so that an operator can tell one database from another.
public final class Secret {
  private static final String MASK = "********";
  private static final Pattern URL = Pattern.compile("([a-z][a-z0-9+.-]*://)(.*)");
  private static final Pattern PARAMETER = Pattern.compile("([?&;][^=&;]*)=[^&;]*");

  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /// The secret itself, for the one place that needs it.
  public String reveal() {
    return text;
  }

  /// What may be shown: of a URL scheme, host and, of a database's, path, else nothing.
  public String masked() {
    var url = URL.matcher(text);
    if (text.isEmpty() || !url.matches()) {
      return text.isEmpty() ? "" : MASK;
    }
    String rest = url.group(2);
    if (url.group(1).startsWith("http")) {
      return url.group(1) + host(rest);
    }
    int at = rest.lastIndexOf('@'); // the last: a password may hold one
    String open = at < 0 ? rest : MASK + rest.substring(at);
    return url.group(1) + PARAMETER.matcher(open).replaceAll("$1=" + MASK);
  }

  /// Chat services put the secret into the path of a webhook (`/services/T0/B0/token`).
  private static String host(String rest) {
    String authority = rest.split("[/?#]", 2)[0];
    int at = authority.lastIndexOf('@');
    if (at < 0 && rest.indexOf('@') >= 0) {
      return MASK; // where a password with a slash ends nobody can tell
    }
    String host = at < 0 ? authority : MASK + authority.substring(at);
    String path = rest.substring(authority.length());
    return path.length() <= 1 ? host + path : host + path.charAt(0) + MASK;
  }

  @Override
  public String toString() {
    return masked();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
