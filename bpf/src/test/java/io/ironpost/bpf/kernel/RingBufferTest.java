package io.ironpost.bpf.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.bpf.asm.MapSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RingBufferTest {
  private static final int RING_BYTES = 64 * 1024; // a page on any kernel
  private static final int RECORD_BYTES = 40;
  private static final int RECORDS_IN_RING = RING_BYTES / (RECORD_BYTES + 8);

  private RingFiller filler;
  private RingBuffer ring;

  @BeforeEach
  void open() {
    Needs.bpf();
    filler = RingFiller.loaded(RING_BYTES, RECORD_BYTES);
    ring = RingBuffer.of(filler.ring());
  }

  @AfterEach
  void close() {
    if (ring != null) {
      ring.close();
      filler.close();
    }
  }

  private List<Long> drained(int limit) {
    List<Long> numbers = new ArrayList<>();
    int count =
        ring.drain(
            (memory, offset, length) -> {
              assertThat(length).isEqualTo(RECORD_BYTES);
              numbers.add(memory.get(JAVA_LONG, offset));
            },
            limit);
    assertThat(count).isEqualTo(numbers.size());
    return numbers;
  }

  @Test
  void records_come_in_order_and_once() {
    filler.submit(3);
    assertThat(drained(100)).containsExactly(0L, 1L, 2L);
    assertThat(drained(100)).isEmpty();
    filler.submit(1);
    assertThat(drained(100)).containsExactly(3L);
  }

  @Test
  void a_limit_leaves_the_rest_for_the_next_time() {
    filler.submit(5);
    assertThat(drained(2)).containsExactly(0L, 1L);
    assertThat(ring.unreadBytes()).isEqualTo(3 * (RECORD_BYTES + 8));
    assertThat(drained(100)).containsExactly(2L, 3L, 4L);
    assertThat(ring.unreadBytes()).isZero();
  }

  @Test
  void what_does_not_fit_is_lost_counted_and_nothing_else() {
    filler.submit(10 * RECORDS_IN_RING);
    List<Long> read = drained(Integer.MAX_VALUE);
    assertThat(read.size() + filler.lost()).isEqualTo(10L * RECORDS_IN_RING);
    assertThat(read).hasSizeLessThanOrEqualTo(RECORDS_IN_RING).hasSizeGreaterThan(1000);
    filler.submit(1);
    assertThat(drained(10)).containsExactly(10L * RECORDS_IN_RING);
  }

  @Test
  void a_record_over_the_end_of_the_ring_is_in_one_piece() {
    assertThat(RING_BYTES % (RECORD_BYTES + 8)).isNotZero();
    for (int round = 0; round < 10; round++) {
      filler.submit(1000);
      assertThat(drained(1000)).hasSize(1000).startsWith(1000L * round).isSorted();
    }
    assertThat(filler.lost()).isZero();
  }

  @Test
  void discarded_records_are_passed_over() {
    filler.discardEvery(2);
    filler.submit(6);
    assertThat(drained(100)).containsExactly(1L, 3L, 5L);
    assertThat(ring.unreadBytes()).isZero();
  }

  @Test
  void a_second_reader_begins_where_the_first_one_ended() {
    filler.submit(2);
    drained(1);
    try (RingBuffer next = RingBuffer.of(filler.ring())) {
      List<Long> numbers = new ArrayList<>();
      next.drain((memory, offset, _) -> numbers.add(memory.get(JAVA_LONG, offset)), 100);
      assertThat(numbers).containsExactly(1L);
    }
  }

  @Test
  void a_handler_that_throws_has_read_its_record() {
    filler.submit(2);
    assertThatThrownBy(() ->
            ring.drain(
                (_, _, _) -> {
                  throw new IllegalStateException("no");
                },
                100))
        .hasMessage("no");
    assertThat(drained(100)).containsExactly(1L);
  }

  @Test
  void an_idle_ring_is_looked_at_less_and_less_until_something_comes() {
    RingReader.Pace pace = new RingReader.Pace(Duration.ofNanos(100), Duration.ofNanos(1000));
    assertThat(pace.next(100, 0)).isEqualTo(200);
    assertThat(pace.next(800, 0)).isEqualTo(1000);
    assertThat(pace.next(1000, 1)).isEqualTo(100);
    assertThat(RingReader.Pace.URGENT.next(500_000, 0)).isEqualTo(500_000);
  }

  @Test
  void a_map_of_another_type_is_no_ring() {
    try (BpfMap map = BpfMap.create(MapSpec.array("numbers", 8, 1))) {
      assertThatThrownBy(() -> RingBuffer.of(map)).isInstanceOf(WrongShapeException.class);
    }
  }

  @Test
  void records_are_neither_lost_nor_doubled_while_they_are_written_and_read_at_once()
      throws InterruptedException {
    AtomicLong next = new AtomicLong();
    AtomicLong read = new AtomicLong();
    RecordHandler handler =
        (memory, offset, _) -> {
          long number = memory.get(JAVA_LONG, offset);
          assertThat(number).isGreaterThanOrEqualTo(next.get());
          next.set(number + 1);
          read.incrementAndGet();
        };
    Duration quick = Duration.ofNanos(50_000);
    RingReader reader = new RingReader(ring, handler, new RingReader.Pace(quick, quick));
    Thread thread = Thread.ofPlatform().start(reader::run);
    for (int round = 0; round < 40; round++) {
      filler.submit(2500);
    }
    thread.interrupt();
    thread.join();
    assertThat(read.get() + filler.lost()).isEqualTo(100_000);
    assertThat(read.get()).isGreaterThan(RECORDS_IN_RING);
  }
}
