package io.ironpost.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.channel.Channel;
import io.ironpost.core.channel.Overflow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LedgerTest {
  private static final int EVENTS_PER_SENDER = 3_000;

  @Test
  void what_was_neither_delivered_nor_dropped_is_in_flight() {
    Account account = new Ledger().account("parse", "auth.log");
    account.received(10);
    account.delivered(6);
    account.dropped(DropReason.MALFORMED, 1);
    Balance balance = account.balance();
    assertThat(balance.inFlight()).isEqualTo(3);
    assertThat(balance.dropped()).containsOnlyKeys(DropReason.MALFORMED);
    assertThat(balance.isSound()).isTrue();
  }

  @Test
  void a_stage_adds_up_its_sources() {
    Ledger ledger = new Ledger();
    ledger.account("parse", "a").received(2);
    ledger.account("parse", "b").received(3);
    ledger.account("parse", "b").dropped(DropReason.LINE_TOO_LONG, 1);
    ledger.account("judge", "a").received(7);
    Balance stage = ledger.stage("parse");
    assertThat(stage.received()).isEqualTo(5);
    assertThat(stage.dropped(DropReason.LINE_TOO_LONG)).isEqualTo(1);
    assertThat(ledger.balances()).extracting(Balance::stage).startsWith("judge");
  }

  @Test
  void sources_beyond_the_limit_share_one_account() {
    Ledger ledger = new Ledger();
    for (int i = 0; i < Ledger.MAX_ACCOUNTS + 50; i++) {
      ledger.account("syslog", "10.0.0." + i).received(1);
    }
    assertThat(ledger.balances()).hasSize(Ledger.MAX_ACCOUNTS + 1);
    assertThat(ledger.account("syslog", "10.9.9.9").balance().source()).isEqualTo(Ledger.OTHERS);
    assertThat(ledger.stage("syslog").received()).isEqualTo(Ledger.MAX_ACCOUNTS + 50);
  }

  @Test
  void every_reason_has_a_sentence() {
    assertThat(Arrays.stream(DropReason.values()).map(DropReason::sentence))
        .allMatch(sentence -> sentence.endsWith("."))
        .doesNotHaveDuplicates();
  }

  /// Random senders, receivers, policies and faults (interrupted senders, failing receivers,
  /// closing and abandoning at random moments): while it runs every balance is sound, and at the
  /// end nothing is in flight.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void stays_balanced_whatever_happens(long seed) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    Account account = new Ledger().account("stage", "seed " + seed);
    Overflow overflow = List.of(Overflow.values()).get(random.nextInt(Overflow.values().length));
    Channel<Integer> channel =
        new Channel<>(
            1 + random.nextInt(8), overflow, (events, reason) -> account.dropped(reason, events));
    List<Thread> senders = new ArrayList<>();
    List<Thread> receivers = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      SplittableRandom own = random.split();
      senders.add(Thread.ofVirtual().start(() -> send(channel, account, own)));
    }
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      SplittableRandom own = random.split();
      receivers.add(Thread.ofVirtual().start(() -> receive(channel, account, own)));
    }
    disturb(random, senders, channel, account);
    for (Thread sender : senders) {
      sender.join();
    }
    channel.close();
    for (Thread receiver : receivers) {
      receiver.join();
    }
    assertThat(account.balance().inFlight()).isZero();
  }

  private static void disturb(
      SplittableRandom random, List<Thread> senders, Channel<Integer> channel, Account account)
      throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      assertThat(account.balance().isSound()).isTrue();
      if (random.nextInt(100) == 0) {
        senders.get(random.nextInt(senders.size())).interrupt();
      }
      Thread.sleep(0, 50_000);
    }
    if (random.nextInt(3) == 0) {
      channel.abandon();
    }
  }

  private static void send(Channel<Integer> channel, Account account, SplittableRandom random) {
    for (int sent = 0; sent < EVENTS_PER_SENDER; ) {
      int events = 1 + random.nextInt(9);
      account.received(events);
      try {
        channel.put(events);
      } catch (InterruptedException _) { // not taken: it is still ours to book
        account.dropped(DropReason.STOPPED, events);
      }
      sent += events;
    }
  }

  private static void receive(Channel<Integer> channel, Account account, SplittableRandom random) {
    try {
      Optional<Integer> events = channel.take();
      while (events.isPresent()) {
        if (random.nextInt(20) == 0) {
          account.dropped(DropReason.MODULE_FAILED, events.get());
        } else {
          account.delivered(events.get());
        }
        events = channel.take();
      }
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts receivers", e);
    }
  }
}
