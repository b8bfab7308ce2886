package io.ironpost.bench.gen;

import java.util.SplittableRandom;

/// The lines that sshd and PAM write about a stranger's try.
final class Attacks {
  private final SplittableRandom random;
  private final UserNames names;
  private final AuthLog log;

  Attacks(SplittableRandom random, AuthLog log) {
    this.random = random;
    this.names = new UserNames(random.split());
    this.log = log;
  }

  void tell(Guess guess) {
    int port = 1024 + random.nextInt(60_000);
    String sshd = host() + " sshd[" + (1000 + random.nextInt(31_000)) + "]: ";
    if (guess.getsIn()) {
      accepted(guess, sshd, port);
    } else if (guess.offersKey()) {
      key(guess, sshd, port);
    } else if (random.nextInt(10) < 6) {
      unknownAccount(guess, sshd, port);
    } else {
      knownAccount(guess, sshd, port);
    }
  }

  private void unknownAccount(Guess guess, String sshd, int port) {
    String name = names.unknown();
    String from = guess.address();
    int second = guess.second();
    log.say(second - 2, sshd + "Invalid user " + name + " from " + from + " port " + port);
    if (random.nextInt(40) == 0) {
      String none = "Failed none for invalid user " + name + " from " + from + " port " + port;
      log.say(second - 2, sshd + none + " ssh2");
    }
    log.say(second - 2, sshd + "pam_unix(sshd:auth): check pass; user unknown");
    pam(second - 2, sshd, from, "");
    refused(second, sshd, "invalid user " + name, from, port);
    log.say(
        second + 1,
        sshd
            + "Connection closed by invalid user "
            + name
            + " "
            + from
            + " port "
            + port
            + " [preauth]");
  }

  private void knownAccount(Guess guess, String sshd, int port) {
    String name = names.existing();
    String from = guess.address();
    pam(guess.second() - 2, sshd, from, "  user=" + name);
    refused(guess.second(), sshd, name, from, port);
    String user = " authenticating user " + name + " " + from + " port " + port;
    log.say(
        guess.second(),
        random.nextBoolean()
            ? sshd + "Received disconnect from " + from + " port " + port + ":11: Bye Bye [preauth]"
            : sshd + "Connection closed by" + user + " [preauth]");
    log.say(guess.second(), sshd + "Disconnected from" + user + " [preauth]");
  }

  private void refused(int second, String sshd, String whom, String from, int port) {
    String method = random.nextInt(20) == 0 ? "keyboard-interactive/pam" : "password";
    String what = "Failed " + method + " for " + whom + " from " + from + " port " + port + " ssh2";
    log.sayFailure(second, from, sshd + what);
  }

  private void pam(int second, String sshd, String from, String user) {
    log.say(
        second,
        sshd
            + "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= "
            + "rhost="
            + from
            + user);
  }

  /// Key offers are refused one by one, all on one connection; sshd writes each of them when the
  /// account does not exist.
  private void key(Guess guess, String sshd, int port) {
    String print = Long.toUnsignedString(random.nextLong(), 36);
    log.say(
        guess.second(),
        sshd
            + "Failed publickey for invalid user deploy from "
            + guess.address()
            + " port "
            + port
            + " ssh2: ED25519 SHA256:"
            + print
            + "Zk3qV8hTtYb2wXn5LrPc1mGd");
  }

  private void accepted(Guess guess, String sshd, int port) {
    log.say(
        guess.second(),
        sshd + "Accepted password for backup from " + guess.address() + " port " + port + " ssh2");
    log.say(
        guess.second(),
        sshd + "pam_unix(sshd:session): session opened for user backup(uid=34) by (uid=0)");
  }

  private String host() {
    return "bastion-eu" + (1 + random.nextInt(3));
  }
}
