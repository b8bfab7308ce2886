package io.ironpost.bench.gen;

import java.util.List;
import java.util.SplittableRandom;

/// What an auth.log is full of besides attacks. Some of it talks about failed passwords without
/// being one: the innocent address stands in it, too.
final class EverydayLife {
  private static final List<String> PEOPLE =
      List.of("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy");

  private static final List<String> COMMANDS =
      List.of(
          "/usr/bin/systemctl restart nginx",
          "/usr/bin/apt-get update",
          "/usr/bin/journalctl -u api.service --since today",
          "/usr/bin/tail -n 200 /var/log/syslog",
          "/usr/sbin/nginx -t",
          "/usr/bin/grep Failed password for root from "
              + UserNames.INNOCENT
              + " /var/log/auth.log",
          "/usr/bin/docker ps",
          "/usr/bin/install -m 0644 app.conf /etc/app/app.conf");

  private static final List<String> JOBS =
      List.of(
          "   cd / && run-parts --report /etc/cron.hourly",
          "command -v debian-sa1 > /dev/null && debian-sa1 1 1",
          "/usr/lib/php/sessionclean",
          "grep -c 'Failed password' /var/log/auth.log > /var/lib/stats/failed",
          "[ -x /usr/bin/certbot ] && certbot -q renew");

  private final SplittableRandom random;
  private final AuthLog log;
  private int session = 100;

  EverydayLife(SplittableRandom random, AuthLog log) {
    this.random = random;
    this.log = log;
  }

  /// One small happening: a login, a job, a command.
  void happen(int second) {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> login(second);
      case 3, 4, 5, 6 -> job(second);
      case 7, 8 -> sudo(second);
      default -> mishap(second);
    }
  }

  private void login(int second) {
    String who = pick(PEOPLE);
    String host = host();
    String sshd = host + " sshd[" + pid() + "]: ";
    String from = " from 10.20." + random.nextInt(4) + "." + (1 + random.nextInt(250)) + " port ";
    int number = session++;
    log.say(
        second,
        sshd
            + "Accepted publickey for "
            + who
            + from
            + (1024 + random.nextInt(60_000))
            + " ssh2: ED25519 SHA256:"
            + "3cR0kq7uXb9Jw2vMZtL5pHd8yNfGsA1eQiTzVnKxWoU");
    log.say(
        second,
        sshd + "pam_unix(sshd:session): session opened for user " + who + "(uid=1001) by (uid=0)");
    log.say(second, host + " systemd-logind[712]: New session " + number + " of user " + who + ".");
    int end = second + 5 + random.nextInt(900);
    log.say(end, sshd + "pam_unix(sshd:session): session closed for user " + who);
    log.say(
        end,
        host
            + " systemd-logind[712]: Session "
            + number
            + " logged out. Waiting for processes to "
            + "exit.");
    log.say(end, host + " systemd-logind[712]: Removed session " + number + ".");
  }

  private void job(int second) {
    String cron = host() + " CRON[" + pid() + "]: ";
    log.say(
        second, cron + "pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)");
    log.say(second, cron + "(root) CMD (" + pick(JOBS) + ")");
    log.say(second + 1, cron + "pam_unix(cron:session): session closed for user root");
  }

  private void sudo(int second) {
    String who = pick(PEOPLE);
    String sudo = host() + " sudo: ";
    log.say(
        second,
        sudo
            + "   "
            + who
            + " : TTY=pts/"
            + random.nextInt(8)
            + " ; PWD=/home/"
            + who
            + " ; USER=root ; COMMAND="
            + pick(COMMANDS));
    log.say(
        second,
        sudo
            + "pam_unix(sudo:session): session opened for user root(uid=0) by "
            + who
            + "(uid=1001)");
    log.say(second + 1, sudo + "pam_unix(sudo:session): session closed for user root");
  }

  private void mishap(int second) {
    String sshd = host() + " sshd[" + pid() + "]: ";
    String from = "10.20." + random.nextInt(4) + "." + (1 + random.nextInt(250));
    int port = 1024 + random.nextInt(60_000);
    switch (random.nextInt(4)) {
      case 0 -> log.say(second, sshd + "Connection closed by " + from + " port " + port);
      case 1 ->
          log.say(
              second,
              sshd
                  + "Received disconnect from "
                  + from
                  + " port "
                  + port
                  + ":11: disconnected by user");
      case 2 ->
          log.say(
              second,
              host()
                  + " app["
                  + pid()
                  + "]: Failed password for root from "
                  + UserNames.INNOCENT
                  + " port "
                  + port
                  + " ssh2");
      default ->
          log.say(
              second,
              host()
                  + " su: pam_unix(su-l:session): session opened for user postgres"
                  + "(uid=113) by alice(uid=1001)");
    }
  }

  private String host() {
    return "bastion-eu" + (1 + random.nextInt(3));
  }

  private int pid() {
    return 1000 + random.nextInt(31_000);
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
