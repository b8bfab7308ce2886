package io.ironpost.logs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.LogParserContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditdParserTest extends LogParserContract {
  private static final String CALL =
      "type=SYSCALL msg=audit(1686666551.525:%d): arch=c000003e syscall=59 success=yes a0=55d8"
          + " a1=2D70 comm=\"dash\" exe=\"/usr/bin/dash\" key=\"susp\"";

  private final LogParser auditd = parser();

  @Override
  protected LogParser parser() {
    return world.parser("auditd");
  }

  @Override
  protected List<String> examples() {
    return List.of(
        "node=h1 " + CALL.formatted(7),
        "type=EXECVE msg=audit(1686666551.525:7): argc=2 a0=\"dash\" a1=2D702078",
        "type=USER_LOGIN msg=audit(1364481363.243:24287): pid=1 msg='op=login acct=\"root\""
            + " exe=\"/usr/sbin/sshd\" hostname=? addr=1.2.3.4 terminal=ssh res=failed'",
        "type=SOCKADDR msg=audit(1364481363.300:24288): saddr=02000035080808080000000000000000",
        "type=PROCTITLE msg=audit(1364481363.300:24288): proctitle=64617368002D70");
  }

  private Outcome parse(String line) {
    return world.parse(auditd, line);
  }

  @Test
  void the_lines_of_an_event_become_one_record() {
    assertThat(parse(CALL.formatted(7))).isEqualTo(Outcome.PENDING);
    assertThat(parse("type=EXECVE msg=audit(1686666551.525:7): argc=2 a0=\"dash\" a1=2D702078"))
        .isEqualTo(Outcome.PENDING);
    assertThat(parse("type=PATH msg=audit(1686666551.525:7): name=2F746D702F6120 nametype=NORMAL"))
        .isEqualTo(Outcome.PENDING);
    assertThat(parse("type=PROCTITLE msg=audit(1686666551.525:7): proctitle=64617368002D70"))
        .isEqualTo(Outcome.PARSED);
    assertThat(world.time()).isEqualTo("2023-06-13T14:29:11.525Z");
    assertThat(world.values("type")).containsExactly("SYSCALL", "EXECVE", "PATH", "PROCTITLE");
    assertThat(world.values("a0")).containsExactly("55d8", "dash");
    assertThat(world.values("a1")).as("decoded in EXECVE only").containsExactly("2D70", "-p x");
    assertThat(world.fields())
        .contains("name = /tmp/a ", "proctitle = dash -p", "CommandLine~ = dash -p x")
        .contains("SYSCALL~ = execve", "syscall = 59", "syscall~ = execve")
        .contains("Image~ = /usr/bin/dash", "process~ = dash", "key = susp");
    assertThat(world.record.lineNumber()).isEqualTo(1);
    assertThat(world.record.logsource()).hasToString("product=linux category= service=auditd");
  }

  @Test
  void events_whose_lines_are_mixed_are_told_apart() {
    parse(CALL.formatted(1));
    parse(CALL.formatted(2));
    assertThat(parse("type=EOE msg=audit(1686666551.525:1): ")).isEqualTo(Outcome.PARSED);
    assertThat(world.values("type")).containsExactly("SYSCALL", "EOE");
    assertThat(parse("type=EOE msg=audit(1686666551.525:2): ")).isEqualTo(Outcome.PARSED);
    assertThat(auditd.flush(world.record)).isEqualTo(Outcome.NOT_MINE);
  }

  @Test
  void the_same_serial_of_two_nodes_is_two_events() {
    parse("node=a " + CALL.formatted(1));
    parse("node=b " + CALL.formatted(1));
    assertThat(auditd.flush(world.record)).isEqualTo(Outcome.PARSED);
    assertThat(world.value("hostname")).isEqualTo("a");
    assertThat(auditd.flush(world.record)).isEqualTo(Outcome.PARSED);
    assertThat(world.value("hostname")).isEqualTo("b");
    assertThat(auditd.flush(world.record)).isEqualTo(Outcome.NOT_MINE);
  }

  @Test
  void a_record_from_user_space_is_an_event_by_itself() {
    assertThat(parse(examples().get(2))).isEqualTo(Outcome.PARSED);
    assertThat(world.fields())
        .contains("acct = root", "user~ = root", "src_ip~ = 1.2.3.4", "res = failed", "op = login")
        .noneMatch(field -> field.startsWith("hostname"));
  }

  @Test
  void events_without_a_mark_at_their_end_come_when_the_source_has_moved_on() {
    int parsed = 0;
    for (int serial = 1; serial <= 100; serial++) {
      parsed += parse(CALL.formatted(serial)) instanceof Outcome.Parsed ? 1 : 0;
    }
    while (auditd.flush(world.record) instanceof Outcome.Parsed) {
      parsed++;
    }
    assertThat(parsed).isEqualTo(100);
  }

  @Test
  void an_event_that_never_ends_is_bounded() {
    int completed = 0;
    for (int line = 0; line < 10_000; line++) {
      completed += parse(CALL.formatted(1)) instanceof Outcome.Parsed ? 1 : 0;
    }
    assertThat(completed).isEqualTo(10_000 * (CALL.length() - 1) / OpenEvent.MAX_BYTES);
  }

  @Test
  void socket_addresses_are_decoded() {
    parse(examples().get(3));
    auditd.flush(world.record);
    assertThat(world.fields())
        .contains("saddr_addr~ = 8.8.8.8", "dst_ip~ = 8.8.8.8", "dst_port~ = 53");
    parse("type=SOCKADDR msg=audit(1.0:2): saddr=0A000016000000002001067C000000000000000000000001");
    auditd.flush(world.record);
    assertThat(world.fields()).contains("dst_ip~ = 2001:67c::1", "dst_port~ = 22");
    parse("type=SOCKADDR msg=audit(1.0:3): saddr=01002F72756E2F7300");
    auditd.flush(world.record);
    assertThat(world.fields()).contains("saddr_path~ = /run/s", "saddr_family~ = unix");
  }

  @Test
  void what_auditd_translated_is_read_beside_what_the_kernel_wrote() {
    parse(
        "type=USER_CMD msg=audit(1.0:2): uid=0 cmd=6C73202D6C res=success'\u001dUID=\"root\""
            + " AUID=\"unset\"");
    assertThat(world.fields()).contains("cmd = ls -l", "UID = root", "uid = 0");
  }

  @Test
  void a_syslog_header_may_stand_before_it() {
    parse("Jan  1 00:00:00 host audispd: node=x type=USER_LOGIN msg=audit(1.0:2): acct=\"a\"");
    assertThat(world.fields()).contains("node = x", "acct = a", "type = USER_LOGIN");
  }

  @Test
  void a_type_without_an_event_is_malformed() {
    assertThat(parse("type=SYSCALL msg=audit(x)")).isInstanceOf(Outcome.Malformed.class);
  }
}
