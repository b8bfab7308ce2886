package io.ironpost.alerts.sink.syslog;

import java.util.List;

/// The facilities of RFC 5424 table 1, by the names of syslog.conf(5) where they have one.
final class Facility {
  /// In the order of their numbers.
  private static final List<String> WORDS =
      List.of(
          "kern",
          "user",
          "mail",
          "daemon",
          "auth",
          "syslog",
          "lpr",
          "news",
          "uucp",
          "cron",
          "authpriv",
          "ftp",
          "ntp",
          "log_audit",
          "log_alert",
          "clock",
          "local0",
          "local1",
          "local2",
          "local3",
          "local4",
          "local5",
          "local6",
          "local7");

  private Facility() {}

  static List<String> words() {
    return WORDS;
  }

  static int of(String word) {
    return WORDS.indexOf(word);
  }
}
