package io.ironpost.logs.live;

/// What happens on the thread that settles, besides settling.
public record LiveHooks(Checkpointer checkpointer, Ticker ticker, LatencyWatch latency) {
  /// Nothing.
  public static final LiveHooks NONE = new LiveHooks(_ -> {}, () -> {}, (_, _) -> {});
}
