package io.ironpost.daemon.run;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.judge.Inspector;
import io.ironpost.core.judge.Judge;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.daemon.engine.Parsers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows parsers and rules some everyday lines before the first real one comes.
///
/// Program tables are read and the search structures of rules are built when they are first needed.
/// Then the first line of an attack would wait half a second for its alert. What is found here is
/// thrown away: it is never settled.
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /// Rounds enough for the interpreter to hand the common paths to the compiler.
  private static final int ROUNDS = 50;

  /// Lines of the sources most hosts have; addresses of RFC 5737.
  private static final List<String> LINES =
      List.of(
          "Mar  2 12:00:00 host sshd[9]: Failed password for root from 192.0.2.9 port 4242 ssh2",
          "Mar  2 12:00:00 host sshd[9]: Accepted publickey for ada from 192.0.2.9 port 4242 ssh2",
          "Mar  2 12:00:00 host sudo:   ada : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls",
          "Mar  2 12:00:00 host CRON[9]: pam_unix(cron:session): session opened for user root",
          "Mar  2 12:00:00 host kernel: [1.0] eth0: link up",
          "<38>1 2026-03-02T12:00:00Z host app 9 - - started",
          "192.0.2.9 - - [02/Mar/2026:12:00:00 +0000] \"GET /x HTTP/1.1\" 200 9 \"-\" \"curl/8\"",
          "{\"log\":\"hello\\n\",\"stream\":\"stdout\",\"time\":\"2026-03-02T12:00:00.0Z\"}",
          "type=USER_LOGIN msg=audit(1772445600.000:9): pid=9 uid=0 auid=0 ses=9 msg='op=login"
              + " acct=\"ada\" exe=\"/usr/sbin/sshd\" hostname=? addr=192.0.2.9 terminal=ssh"
              + " res=failed'");

  private WarmUp() {}

  static void run(Parsers parsers, Judge judge) {
    long began = System.nanoTime();
    Inspector inspector = judge.inspector();
    EventRecord record = parsers.record();
    for (String line : LINES) {
      LogParser parser = parsers.auto("warm-up");
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      for (int round = 0; round < ROUNDS; round++) {
        record.begin(bytes, 0, bytes.length, 1);
        if (parser.parse(record) instanceof Outcome.Parsed) {
          inspector.inspect(record);
        }
        while (parser.flush(record) instanceof Outcome.Parsed) {
          inspector.inspect(record);
        }
      }
    }
    var _ = inspector.take();
    LOG.debug("Parsers and rules are warm after {} ms", (System.nanoTime() - began) / 1_000_000);
  }
}
