package io.ironpost.core.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.core.ledger.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class ChannelTest {
  private final List<String> lost = Collections.synchronizedList(new ArrayList<>());

  private Channel<String> channel(int capacity, Overflow overflow) {
    return new Channel<>(capacity, overflow, (item, reason) -> lost.add(item + " " + reason));
  }

  @Test
  void hands_out_in_order() throws InterruptedException {
    Channel<String> channel = channel(3, Overflow.BLOCK);
    channel.put("a");
    channel.put("b");
    assertThat(channel.take()).contains("a");
    assertThat(channel.take()).contains("b");
    assertThat(channel.depth()).isZero();
  }

  @Test
  void a_sender_waits_for_room() throws InterruptedException {
    Channel<String> channel = channel(1, Overflow.BLOCK);
    channel.put("a");
    CompletableFuture<Boolean> put = inBackground(() -> channel.put("b"));
    awaitWaiting();
    assertThat(put).isNotDone();
    assertThat(channel.take()).contains("a");
    assertThat(put.join()).isTrue();
    assertThat(channel.take()).contains("b");
  }

  @Test
  void a_full_channel_can_give_up_the_oldest() throws InterruptedException {
    Channel<String> channel = channel(2, Overflow.DROP_OLDEST);
    channel.put("a");
    channel.put("b");
    assertThat(channel.put("c")).isTrue();
    assertThat(lost).containsExactly("a BUFFER_FULL");
    assertThat(channel.take()).contains("b");
  }

  @Test
  void a_full_channel_can_refuse_the_newest() throws InterruptedException {
    Channel<String> channel = channel(1, Overflow.DROP_NEWEST);
    channel.put("a");
    assertThat(channel.put("b")).isFalse();
    assertThat(lost).containsExactly("b BUFFER_FULL");
    assertThat(channel.take()).contains("a");
  }

  @Test
  void a_closed_channel_is_drained_and_then_empty() throws InterruptedException {
    Channel<String> channel = channel(2, Overflow.BLOCK);
    channel.put("a");
    channel.close();
    assertThat(channel.put("b")).isFalse();
    assertThat(lost).containsExactly("b STOPPED");
    assertThat(channel.take()).contains("a");
    assertThat(channel.take()).isEmpty();
    assertThat(channel.take()).isEmpty();
  }

  @Test
  void closing_wakes_senders_and_receivers() throws InterruptedException {
    Channel<String> full = channel(1, Overflow.BLOCK);
    full.put("a");
    CompletableFuture<Boolean> put = inBackground(() -> full.put("b"));
    awaitWaiting();
    full.close();
    assertThat(put.join()).isFalse();

    Channel<String> empty = channel(1, Overflow.BLOCK);
    CompletableFuture<Boolean> take = inBackground(() -> empty.take().isPresent());
    awaitWaiting();
    empty.close();
    assertThat(take.join()).isFalse();
  }

  @Test
  void abandoning_gives_up_what_nobody_took() throws InterruptedException {
    Channel<String> channel = channel(2, Overflow.BLOCK);
    channel.put("a");
    channel.put("b");
    channel.abandon();
    assertThat(lost).containsExactly("a STOPPED", "b STOPPED");
    assertThat(channel.take()).isEmpty();
  }

  @Test
  void an_interrupted_sender_keeps_what_it_has() throws InterruptedException {
    Channel<String> channel = channel(1, Overflow.BLOCK);
    channel.put("a");
    CompletableFuture<Boolean> put = inBackground(() -> channel.put("b"));
    awaitWaiting();
    background.get().interrupt();
    assertThatThrownBy(put::join).hasCauseInstanceOf(InterruptedException.class);
    assertThat(lost).isEmpty();
    channel.close();
    assertThat(channel.take()).contains("a");
    assertThat(channel.take()).isEmpty();
  }

  @Test
  void a_channel_without_room_is_refused() {
    assertThatThrownBy(() -> channel(0, Overflow.BLOCK)).hasMessageContaining("at least 1");
    assertThat(lost).doesNotContain(DropReason.STOPPED.name());
  }

  private final AtomicReference<Thread> background = new AtomicReference<>();

  private interface Waiting {
    boolean call() throws InterruptedException;
  }

  private CompletableFuture<Boolean> inBackground(Waiting task) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    background.set(
        Thread.ofVirtual()
            .start(() -> {
              try {
                done.complete(task.call());
              } catch (InterruptedException e) {
                done.completeExceptionally(e);
              }
            }));
    return done;
  }

  /// Until the thread waits on the channel's condition: no fixed sleep decides the outcome.
  private void awaitWaiting() throws InterruptedException {
    while (background.get().getState() != Thread.State.WAITING) {
      Thread.sleep(Duration.ofMillis(1));
    }
  }
}
