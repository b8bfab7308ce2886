package io.ironpost.cli.output;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A terminal, or two pipes, in memory.
public final class FakeTerminal {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal;

  private FakeTerminal(boolean people, Map<String, String> environment, byte[] in) {
    terminal = new Terminal(new ByteArrayInputStream(in), out, err, environment, people, people);
  }

  /// Somebody sits before it.
  public static FakeTerminal forPeople(Map<String, String> environment) {
    return new FakeTerminal(true, environment, new byte[0]);
  }

  /// Somebody sits before it and types.
  public static FakeTerminal forPeople(Map<String, String> environment, String keys) {
    return new FakeTerminal(true, environment, keys.getBytes(StandardCharsets.UTF_8));
  }

  /// Programs read it.
  public static FakeTerminal pipe() {
    return new FakeTerminal(false, Map.of(), new byte[0]);
  }

  /// Programs read it, and something is piped in.
  public static FakeTerminal pipe(String in) {
    return new FakeTerminal(false, Map.of(), in.getBytes(StandardCharsets.UTF_8));
  }

  public Terminal terminal() {
    return terminal;
  }

  public String out() {
    terminal.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
