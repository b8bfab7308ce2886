package io.ironpost.core.event;

/// What a collector hands on: whole lines of one source in one buffer.
///
/// The last line may lack its newline only at the end of a source. The buffer belongs to whoever
/// holds the batch and must not change until [#done] was called.
///
/// @param source where the lines came from, as the user named it (a path, `-`, `syslog-udp`)
/// @param bytes the buffer
/// @param length how many bytes of it are filled
/// @param offset where the first byte stands in its source, in bytes
/// @param firstLine the number of the first line in its source, from 1
/// @param ack told once everything that came of the batch is safe
public record Batch(String source, byte[] bytes, int length, long offset, long firstLine, Ack ack) {
  /// Called exactly once, when the alerts of the batch are durable: only then may the collector's
  /// checkpoint move (at-least-once delivery, `docs/architecture.md`).
  public void done() {
    ack.done();
  }

  /// What a collector wants to be told.
  @FunctionalInterface
  public interface Ack {
    /// For input that cannot be read again, and so has nothing to commit.
    Ack NONE = () -> {};

    void done();
  }
}
