package io.ironpost.response;

import io.ironpost.core.net.IpPrefix;
import io.ironpost.response.allow.AllowEntry;
import io.ironpost.response.journal.Person;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Sentences that more than one place says.
final class Words {
  private Words() {}

  /// `203.0.113.7 is never blocked: the resolver of /etc/resolv.conf`.
  static String allowed(IpPrefix prefix, AllowEntry entry) {
    String within = entry.prefix().equals(prefix) ? "" : " (" + entry.prefix() + ")";
    return "%s is never blocked: it is %s%s".formatted(prefix, entry.why(), within);
  }

  static String time(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// `undone by alice (uid 1000): a customer`.
  static String by(String what, Person person, String reason) {
    return "%s by %s%s".formatted(what, person, reason.isBlank() ? "" : ": " + reason.strip());
  }
}
