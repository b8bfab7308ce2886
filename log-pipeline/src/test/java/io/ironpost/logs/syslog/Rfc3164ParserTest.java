package io.ironpost.logs.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.LogParserContract;
import io.ironpost.logs.SteadyStateContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3164ParserTest extends LogParserContract implements SteadyStateContract {
  private final SyslogLines lines = SyslogLines.rfc3164();

  @Override
  protected LogParser parser() {
    return SyslogLines.rfc3164(world.names, world.logsources, SyslogLines.july2024());
  }

  @Override
  public LogParser steadyParser() {
    return parser();
  }

  @Override
  public EventRecord steadyRecord() {
    return world.record;
  }

  @Override
  public List<String> steadyLines() {
    return examples();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        "Jun 14 15:16:01 web1 sshd[1]: Failed password for root from 203.0.113.9 port 22 ssh2",
        "Jun 14 15:16:02 web1 sshd[1]: Failed password for invalid user a from 1 from 203.0.113.9 port 2 ssh2",
        "<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8",
        "2024-06-14T15:16:01.123456+02:00 web1 sudo:  alice : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls",
        "<189>123: Jan 18 11:29:03 sw %AAA-5-USER_LOGGED: User noc executed: show vlan",
        "Jun 14 15:16:01 web1 kernel: [1.5] [UFW BLOCK] IN=eth0 OUT= MAC= SRC=203.0.113.9 DST=198.51.100.1 PROTO=TCP SPT=1 DPT=22 ",
        "Jun 14 15:16:01 web1 sshd(pam_unix)[1]: authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9  user=root",
        "Jun 14 15:16:01 web1 sshd[1]: message repeated 5 times: [ Failed password for root from 203.0.113.9 port 22 ssh2]",
        "<13>no timestamp at all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // line | hostname | process | pid | message
        "Jun 14 15:16:01 web1 sshd[123]: hello | web1 | sshd | 123 | hello",
        "Jun  1 15:16:01 web1 cron: hello | web1 | cron | | hello",
        "Jun 1 15:16:01 web1 cron: hello | web1 | cron | | hello",
        "<34>Oct 11 22:14:15 mymachine su: 'su root' failed | mymachine | su | | 'su root' failed",
        "Jun 14 15:16:01 web1 sshd(pam_unix)[123]: hello | web1 | sshd | 123 | hello",
        "Jun 14 15:16:01 web1 /usr/sbin/cron[1]: hello | web1 | cron | 1 | hello",
        "Jun 14 15:16:01 web1 postfix/smtpd[1]: hello | web1 | postfix/smtpd | 1 | hello",
        "Jun 14 15:16:01 web1 systemd-logind[1]: hello | web1 | systemd-logind | 1 | hello",
        "Jun 14 15:16:01 web1 sandboxd[129] ([33562]): deny | web1 | sandboxd | 129 | ([33562]): deny",
        "Jun 14 15:16:01 web1 gdm-password][7]: hello | web1 | gdm-password | 7 | hello",
        "Jun 14 15:16:01 web1 rsyslogd-2177: hello | web1 | rsyslogd-2177 | | hello",
        "Jun 14 15:16:01 fe80::1 sshd[1]: hello | fe80::1 | sshd | 1 | hello",
        "Jun 14 15:16:01 2001:db8:: sshd[1]: hello | 2001:db8:: | sshd | 1 | hello",
        "Jun 14 15:16:01 203.0.113.9 sshd[1]: hello | 203.0.113.9 | sshd | 1 | hello",
        "Jun 14 15:16:01 sshd[1]: no host | | sshd | 1 | no host",
        "Jun 14 15:16:01 kernel: no host | | kernel | | no host",
        "Jun 14 15:16:01 src@node sendmail[1]: hello | src@node | sendmail | 1 | hello",
        "Jun 14 15:16:01 node/node crond[1]: hello | node/node | crond | 1 | hello",
        "Jun 14 15:16:01 web1 last message repeated 3 times | web1 | | | last message repeated 3 times",
        "Jun 14 15:16:01 web1 *** info [mice.c(1767)]: | web1 | | | *** info [mice.c(1767)]:",
        "Jun 14 15:16:01 web1 sshd[1]: | web1 | sshd | 1 | ``",
        "Jun 14 15:16:01 web1 sshd[x]: hello | web1 | | | sshd[x]: hello",
        "2024-06-14T15:16:01.123456+02:00 web1 sshd[1]: hello | web1 | sshd | 1 | hello",
        "2024-06-14 15:16:01 web1 sshd[1]: hello | web1 | sshd | 1 | hello",
        "1718378161 web1 sshd[1]: hello | web1 | sshd | 1 | hello",
        "<13>no timestamp | | | | no timestamp",
        "<13>sshd[1]: no timestamp | | sshd | 1 | no timestamp",
      })
  void reads_the_header(String line, String hostname, String process, String pid, String message) {
    Map<String, String> fields = lines.read(line);
    assertThat(fields.get("hostname")).isEqualTo(hostname);
    assertThat(fields.get("process")).isEqualTo(process);
    assertThat(fields.get("pid")).isEqualTo(pid);
    assertThat(fields.get("message")).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello world",
        "{\"a\":1}",
        "203.0.113.9 - - [14/Jun/2024:15:16:01 +0000] \"GET / HTTP/1.1\" 200 1",
        "<34>1 2024-06-14T15:16:01Z host app 1 - - text of RFC 5424",
        "<34>1 - - - - - -",
        "2024-06-14 15:16:01,123 INFO root: an application's own log",
        "2024-06-14T15:16:01.123456Z 12 [Note] [MY-010926] [Server] Access denied",
        "2024-06-14 15:16:01.123 UTC [99] postgres@app FATAL:  no",
        "2024-06-14 15:16:01 status installed curl:amd64 7.88",
        "1718378161.123    200 203.0.113.9 TCP_MISS/200 99 GET http://example.com/ - DIRECT/- -",
        "Jan 32 10:00:00 web1 sshd[1]: no such day",
        "Jun 14 25:00:00 web1 sshd[1]: no such hour",
        "Foo 14 15:16:01 web1 sshd[1]: no such month",
        "<no priority>",
      })
  void leaves_other_formats_to_others(String line) {
    assertThat(lines.parse(line)).isEqualTo(Outcome.NOT_MINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<192>Jun 14 15:16:01 a b: c", "<1234>x", "<9", "<99x>Jun 14 15:16:01 a b: c"})
  void a_broken_priority_is_malformed(String line) {
    assertThat(lines.parse(line)).isInstanceOf(Outcome.Malformed.class);
  }

  @Test
  void the_priority_becomes_words() {
    assertThat(lines.read("<86>Jun 14 15:16:01 web1 sshd[1]: hello"))
        .containsEntry("facility", "authpriv")
        .containsEntry("severity", "info");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<189>123: Jan 18 11:29:03 sw %AAA-5-USER_LOGGED: User noc executed: show vlan",
        "<189>Jan 18 11:29:03 sw %AAA-5-USER_LOGGED: User noc executed: show vlan",
        "<189>29: *Mar  1 18:46:11.123: %AAA-5-USER_LOGGED: User noc executed: show vlan",
        "<189>Jan 18 11:29:03 192.0.2.1 45: *Jan 18 10:29:02.999 UTC: %AAA-5-USER_LOGGED: User noc executed: show vlan",
        "<189>Jan 18 2024 11:29:03: %AAA-5-USER_LOGGED: User noc executed: show vlan",
        "<189>Jan 18 2024 11:29:03 fw1 : %AAA-5-USER_LOGGED: User noc executed: show vlan",
        "<189>%AAA-5-USER_LOGGED: User noc executed: show vlan",
      })
  void reads_cisco(String line) {
    assertThat(lines.read(line))
        .containsEntry("cisco_facility", "AAA")
        .containsEntry("cisco_severity", "5")
        .containsEntry("cisco_mnemonic", "USER_LOGGED")
        .containsEntry("message", "%AAA-5-USER_LOGGED: User noc executed: show vlan");
    assertThat(lines.logsource()).isEqualTo("cisco/aaa");
  }

  @Test
  void a_cisco_facility_without_rules_is_syslog() {
    lines.read("<166>Jan 18 2024 11:29:03: %ASA-6-302013: Built inbound TCP connection");
    assertThat(lines.logsource()).isEqualTo("cisco/syslog");
  }

  @Test
  void a_program_that_nobody_knows_is_syslog() {
    lines.read("Jun 14 15:16:01 web1 someapp[1]: hello");
    assertThat(lines.logsource()).isEqualTo("linux/syslog");
  }
}
