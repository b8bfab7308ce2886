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
/// @param ack told once the buffer is free again
/// @param position where its collector goes on after this batch when the program starts anew
public record Batch(
    String source,
    byte[] bytes,
    int length,
    long offset,
    long firstLine,
    Ack ack,
    Position position) {
  /// A batch of input that cannot be read again.
  public Batch(String source, byte[] bytes, int length, long offset, long firstLine, Ack ack) {
    this(source, bytes, length, offset, firstLine, ack, Position.NONE);
  }

  /// A place in the input, in the words of the collector that reads it; kept in checkpoints.
  ///
  /// @param key which input (`file:2049:131077`, `journald`); empty for input that cannot be read
  ///   again
  /// @param value where in it, as only its collector understands; empty when the input is at its
  ///   end for good and may be forgotten
  public record Position(String key, String value) {
    /// Nothing to go back to.
    public static final Position NONE = new Position("", "");
  }

  /// Called exactly once, when the batch was settled or given up: the buffer is free again. Where
  /// to go on after a crash is not said by this but by the positions of a checkpoint
  /// (`docs/architecture.md`).
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
