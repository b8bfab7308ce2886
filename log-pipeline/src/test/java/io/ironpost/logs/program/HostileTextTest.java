package io.ironpost.logs.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.logs.syslog.SyslogLines;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What a stranger types as a user name cannot move the address that the server wrote: whoever
/// could do that would have others blocked in his place.
class HostileTextTest {
  private static final String TRUE_ADDRESS = "203.0.113.9";
  private static final String FORGED_ADDRESS = "192.0.2.66";
  private static final int NAMES = 3_000;

  /// Messages with a stranger's text (%s).
  private static final List<String> MESSAGES =
      List.of(
          "sshd[1]: Failed password for invalid user %s from 203.0.113.9 port 38926 ssh2",
          "sshd[1]: Failed none for invalid user %s from 203.0.113.9 port 38926 ssh2",
          "sshd[1]: Failed password for illegal user %s from ::ffff:203.0.113.9 port 38926 ssh2",
          "sshd[1]: Invalid user %s from 203.0.113.9 port 38926",
          "sshd[1]: Invalid user %s from 203.0.113.9",
          "sshd[1]: Connection closed by invalid user %s 203.0.113.9 port 38926 [preauth]",
          "sshd[1]: Disconnected from invalid user %s 203.0.113.9 port 38926 [preauth]",
          "sshd[1]: maximum authentication attempts exceeded for invalid user %s from 203.0.113.9 port 38926 ssh2 [preauth]",
          "sshd[1]: error: PAM: Authentication failure for illegal user %s from 203.0.113.9",
          "sshd[1]: User %s from 203.0.113.9 not allowed because not listed in AllowUsers",
          "mysqld[1]: Access denied for user '%s'@'203.0.113.9' (using password: YES)",
          "vsftpd[1]: [%s] FAIL LOGIN: Client \"203.0.113.9\"",
          "proftpd[1]: web1 (203.0.113.9[203.0.113.9]) - USER %s (Login failed): Incorrect password",
          "dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<%s>, method=PLAIN, rip=203.0.113.9, lip=198.51.100.1, TLS, session=<a>",
          "nginx[1]: *1 open() \"/var/www/%s\" failed (2: No such file or directory), client: 203.0.113.9, server: a, request: \"GET / HTTP/1.1\", host: \"a\"",
          "postfix/smtpd[1]: warning: unknown[203.0.113.9]: SASL LOGIN authentication failed: x, sasl_username=%s");

  /// Shreds of what the servers write themselves.
  private static final List<String> SHREDS =
      List.of(
          " from ",
          "192.0.2.66",
          " port ",
          "22",
          " ssh2",
          " [preauth]",
          ": ",
          "RSA",
          " ",
          "root",
          "invalid user ",
          "' (using password: YES)",
          "'@'",
          "]",
          "[",
          " FAIL LOGIN: Client ",
          "\"",
          ">, method=PLAIN, rip=",
          ", lip=198.51.100.2",
          ", TLS",
          ", session=<x>",
          ", client: ",
          ", server: ",
          "(Login failed): Incorrect password",
          " - USER ",
          "not allowed because",
          " not listed in AllowUsers",
          "Accepted password for ",
          "x",
          "message repeated 3 times: [ ");

  @Test
  void a_name_made_of_shreds_does_not_move_the_address() {
    SplittableRandom random = new SplittableRandom(99);
    SyslogLines lines = SyslogLines.rfc3164();
    for (String message : MESSAGES) {
      for (int i = 0; i < NAMES / 10; i++) {
        assertNotMoved(lines, message, name(random));
      }
    }
  }

  @Test
  void nor_does_one_that_copies_the_whole_ending() {
    SyslogLines lines = SyslogLines.rfc3164();
    for (String message : MESSAGES) {
      String forged = message.replace(TRUE_ADDRESS, FORGED_ADDRESS);
      String ending = forged.substring(forged.indexOf("%s") + 2);
      assertNotMoved(lines, message, "x" + ending);
      assertNotMoved(lines, message, "x" + ending + " ");
      assertNotMoved(lines, message, ending + ending);
      assertNotMoved(lines, message, (" " + ending).repeat(50));
    }
  }

  private static void assertNotMoved(SyslogLines lines, String message, String name) {
    String line = "Jun 14 15:16:01 web1 " + message.formatted(name);
    Map<String, String> fields = lines.read(line);
    assertThat(fields.getOrDefault("src_ip", TRUE_ADDRESS)).as(line).isEqualTo(TRUE_ADDRESS);
  }

  private static String name(SplittableRandom random) {
    StringBuilder name = new StringBuilder();
    int shreds = 1 + random.nextInt(10);
    for (int i = 0; i < shreds; i++) {
      name.append(SHREDS.get(random.nextInt(SHREDS.size())));
    }
    return name.toString();
  }
}
