package io.ironpost.daemon.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {
  @Test
  void hup_reloads_as_often_as_it_is_sent_and_nothing_is_warned_of() throws Exception {
    try (ChildJvm child = ChildJvm.start(Daemon.class)) {
      assertThat(child.line()).isEqualTo("up true true");
      for (int round = 0; round < 3; round++) {
        child.signal("HUP");
        assertThat(child.line()).isEqualTo("reload");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void term_and_int_end_the_program_its_own_way(String signal) throws Exception {
    try (ChildJvm child = ChildJvm.start(Daemon.class)) {
      assertThat(child.line()).isEqualTo("up true true");
      child.signal(signal);
      assertThat(child.line()).isEqualTo("stop");
      assertThat(child.line()).isEqualTo("drained");
      assertThat(child.awaitEnd()).isZero();
    }
  }

  /// Does what a daemon does with signals.
  static final class Daemon {
    private Daemon() {}

    public static void main(String[] arguments) throws InterruptedException {
      CountDownLatch stopped = new CountDownLatch(1);
      boolean reloads = Signals.onReload(() -> System.out.println("reload"));
      boolean stops =
          Signals.onStop(() -> {
            System.out.println("stop");
            stopped.countDown();
          });
      System.out.println("up " + reloads + " " + stops);
      stopped.await();
      System.out.println("drained");
    }
  }
}
