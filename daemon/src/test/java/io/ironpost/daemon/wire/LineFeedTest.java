package io.ironpost.daemon.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.event.Batch;
import io.ironpost.core.ledger.Account;
import io.ironpost.core.ledger.DropReason;
import io.ironpost.core.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LineFeedTest {
  private static final int BIG = 3 << 20;

  private final Account account = new Ledger().account("collect", "ebpf-network");

  private static void add(LineFeed feed, String line) throws InterruptedException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    feed.add(bytes, bytes.length);
  }

  @Test
  void lines_come_out_in_order_and_places_go_on_from_batch_to_batch() throws Exception {
    List<Batch> batches = new ArrayList<>();
    CountDownLatch first = new CountDownLatch(1);
    LineFeed feed =
        new LineFeed(
            "ebpf-network",
            batch -> {
              batches.add(batch);
              first.countDown();
            },
            account);
    Thread forwarder = Thread.startVirtualThread(() -> forward(feed));
    add(feed, "one");
    assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
    add(feed, "two");
    add(feed, "three");
    feed.end();
    forwarder.join();
    StringBuilder all = new StringBuilder();
    long offset = 0;
    long line = 1;
    for (Batch batch : batches) {
      assertThat(batch.offset()).isEqualTo(offset);
      assertThat(batch.firstLine()).isEqualTo(line);
      String text = new String(batch.bytes(), 0, batch.length(), StandardCharsets.UTF_8);
      all.append(text);
      offset += batch.length();
      line += text.lines().count();
    }
    assertThat(all).hasToString("one\ntwo\nthree\n");
    assertThat(account.balance().received()).isEqualTo(3);
    assertThat(account.balance().delivered()).isEqualTo(3);
  }

  private static void forward(LineFeed feed) {
    try {
      feed.forward();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void who_adds_waits_while_there_is_no_room_and_goes_on_when_there_is() throws Exception {
    CountDownLatch added = new CountDownLatch(1);
    LineFeed feed = new LineFeed("ebpf-network", _ -> {}, account);
    feed.add(new byte[BIG], BIG);
    Thread writer =
        Thread.startVirtualThread(() -> {
          try {
            feed.add(new byte[BIG], BIG);
            added.countDown();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(added.await(100, TimeUnit.MILLISECONDS)).isFalse();
    Thread forwarder = Thread.startVirtualThread(() -> forward(feed));
    assertThat(added.await(10, TimeUnit.SECONDS)).isTrue();
    writer.join();
    feed.end();
    assertThat(forwarder.join(Duration.ofSeconds(10))).isTrue();
    assertThat(account.balance().delivered()).isEqualTo(2);
  }

  @Test
  void a_line_longer_than_the_buffer_is_taken_by_itself() throws Exception {
    List<Batch> batches = new ArrayList<>();
    LineFeed feed = new LineFeed("ebpf-network", batches::add, account);
    feed.add(new byte[2 * BIG], 2 * BIG);
    feed.end();
    feed.forward();
    assertThat(batches).singleElement().satisfies(b -> assertThat(b.length()).isGreaterThan(BIG));
  }

  @Test
  void when_the_next_stage_fails_nobody_waits_and_every_line_is_in_the_books() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch more = new CountDownLatch(1);
    LineFeed feed =
        new LineFeed(
            "ebpf-network",
            _ -> {
              taken.countDown();
              more.await();
              throw new IllegalStateException("no room");
            },
            account);
    add(feed, "one");
    Thread forwarder =
        Thread.startVirtualThread(
            () -> assertThatThrownBy(feed::forward).isInstanceOf(IllegalStateException.class));
    assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
    add(feed, "two");
    add(feed, "three");
    more.countDown();
    forwarder.join();
    feed.add(new byte[BIG], BIG);
    feed.add(new byte[BIG], BIG);
    assertThat(account.balance().received()).isEqualTo(5);
    assertThat(account.balance().delivered()).isZero();
    assertThat(account.balance().dropped()).containsEntry(DropReason.STOPPED, 5L).hasSize(1);
  }
}
