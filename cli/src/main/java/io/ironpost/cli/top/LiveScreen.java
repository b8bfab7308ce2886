package io.ironpost.cli.top;

import io.ironpost.cli.output.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A screen that is drawn anew again and again, until somebody presses q.
public final class LiveScreen {
  /// What the keys do, for the screen's head.
  public static final String KEYS = "q ends, p holds";

  private static final int END = -1;

  private final Terminal terminal;
  private final Duration interval;
  private final int count;

  /// @param count of frames; 0 for no end
  public LiveScreen(Terminal terminal, Duration interval, int count) {
    this.terminal = terminal;
    this.interval = interval;
    this.count = count;
  }

  /// @param frame the lines of a screen, made when they are wanted
  public void show(Supplier<List<String>> frame) throws InterruptedException {
    BlockingQueue<Character> keys = new LinkedBlockingQueue<>();
    Thread.ofPlatform().daemon().name("keys").start(() -> read(terminal, keys));
    boolean held = false;
    int shown = 0;
    try (Screen screen = Screen.enter(terminal)) {
      while (count == 0 || shown < count) {
        if (!held) {
          screen.show(frame.get());
          shown++;
        }
        Optional<Character> key =
            Optional.ofNullable(keys.poll(interval.toNanos(), TimeUnit.NANOSECONDS));
        if (key.filter(c -> c == 'q' || c == 'Q').isPresent()) {
          return;
        }
        held ^= key.filter(c -> c == 'p' || c == 'P').isPresent();
      }
    }
  }

  /// A thread of its own: reading a terminal cannot be given up.
  private static void read(Terminal terminal, BlockingQueue<Character> keys) {
    try {
      for (int key = terminal.in().read(); key != END; key = terminal.in().read()) {
        keys.add((char) key);
      }
    } catch (IOException _) {
      // no keys, then
    }
  }
}
