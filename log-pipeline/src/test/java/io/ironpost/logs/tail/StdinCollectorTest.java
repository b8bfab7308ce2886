package io.ironpost.logs.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.ledger.Ledger;
import io.ironpost.logs.collect.CollectLimits;
import io.ironpost.logs.collect.FileCollector;
import java.io.ByteArrayInputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StdinCollectorTest {
  private final Ledger ledger = new Ledger();
  private final BlockingQueue<String> batches = new LinkedBlockingQueue<>();

  private StdinCollector collector(java.io.InputStream in) {
    return new StdinCollector(
        in,
        CollectLimits.defaults(),
        ledger,
        batch -> {
          batches.add(new String(batch.bytes(), 0, batch.length(), StandardCharsets.UTF_8));
          batch.done();
        });
  }

  @Test
  void it_ends_with_the_stream() throws Exception {
    collector(new ByteArrayInputStream("a\nb".getBytes(StandardCharsets.UTF_8))).start();
    assertThat(String.join("", batches)).isEqualTo("a\nb");
    assertThat(ledger.stage(FileCollector.STAGE).delivered()).isEqualTo(2);
  }

  @Test
  void lines_come_while_the_stream_is_open_and_a_stop_does_not_wait_for_more() throws Exception {
    try (PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out)) {
      StdinCollector collector = collector(in);
      Thread thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  collector.start();
                } catch (InterruptedException _) {
                  // Asked for.
                }
              });
      out.write("first line of all\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertThat(batches.poll(10, TimeUnit.SECONDS)).isEqualTo("first line of all\n");
      collector.stop();
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }
  }
}
