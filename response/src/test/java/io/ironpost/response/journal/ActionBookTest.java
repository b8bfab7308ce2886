package io.ironpost.response.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.action.BlockAddress;
import io.ironpost.core.net.IpPrefix;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ActionBookTest {
  private final Random random = new Random(3);

  /// Whatever is entered in whatever order: one open action a target, counts as they are, bounded.
  @Test
  void it_stays_consistent_whatever_is_entered() {
    ActionBook book = new ActionBook(50);
    for (int i = 0; i < 5_000; i++) {
      ActionRecord any = Records.random(random, "id" + random.nextInt(300));
      ActionRecord record =
          new ActionRecord(
              any.id(),
              any.state(),
              any.mode(),
              book.find(any.id())
                  .map(ActionRecord::action)
                  .orElse(new BlockAddress(IpPrefix.v4(random.nextInt(40)))),
              any.cause(),
              any.duration(),
              any.until(),
              any.madeAt(),
              any.changedAt(),
              any.said());
      book.put(record);
      book.takeChanges();
      Map<Object, Long> open = new HashMap<>();
      book.open().forEach(one -> open.merge(one.action(), 1L, Long::sum));
      assertThat(open.values()).allMatch(count -> count == 1);
      long counted = 0;
      for (ActionState state : ActionState.values()) {
        counted += book.openIn(state);
      }
      assertThat(counted).isEqualTo(open.size());
      assertThat(book.all()).hasSizeLessThanOrEqualTo(50 + 40);
      for (ActionRecord one : book.open()) {
        assertThat(book.openOn(one.action())).contains(one);
        assertThat(book.openCovering(((BlockAddress) one.action()).address())).contains(one);
      }
    }
  }

  @Test
  void the_narrowest_network_around_an_address_is_found() {
    ActionBook book = new ActionBook(10);
    for (String network : List.of("203.0.0.0/16", "203.0.113.0/24", "2001:db8::/64")) {
      ActionRecord any = Records.random(random, network);
      book.put(
          new ActionRecord(
              network,
              ActionState.APPLIED,
              any.mode(),
              new BlockAddress(IpPrefix.of(network).orElseThrow()),
              any.cause(),
              any.duration(),
              any.until(),
              any.madeAt(),
              any.changedAt(),
              ""));
    }
    assertThat(covering(book, "203.0.113.9")).isEqualTo("203.0.113.0/24");
    assertThat(covering(book, "203.0.5.9")).isEqualTo("203.0.0.0/16");
    assertThat(covering(book, "2001:db8::1")).isEqualTo("2001:db8::/64");
    assertThat(covering(book, "2001:db8:1::1")).isEmpty();
  }

  private static String covering(ActionBook book, String address) {
    return book.openCovering(IpPrefix.of(address).orElseThrow()).map(ActionRecord::id).orElse("");
  }

  @Test
  void what_ended_long_ago_is_forgotten() {
    ActionBook book = new ActionBook(100);
    ActionRecord record = Records.random(random, "old");
    book.put(record.in(ActionState.EXPIRED, record.madeAt(), ""));
    assertThat(book.forgetBefore(record.until().minus(Duration.ofDays(400)))).isFalse();
    assertThat(book.forgetBefore(record.until().plus(Duration.ofDays(400)))).isTrue();
    assertThat(book.all()).isEmpty();
    assertThat(book.lastOn(record.action())).isEmpty();
  }

  @Test
  void more_changes_than_the_journal_can_take_are_said() {
    ActionBook book = new ActionBook(10);
    ActionRecord record = Records.random(random, "x");
    for (int i = 0; i <= ActionBook.MAX_CHANGES; i++) {
      book.put(record);
    }
    assertThat(book.takeChanges().isAll()).isFalse();
    assertThat(book.takeChanges().isAll()).isTrue();
  }
}
