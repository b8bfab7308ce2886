package io.ironpost.ebpf.blocklist;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// Reads lists of addresses as others publish them.
///
/// Every entry that is not understood is told with its place and why, and the good ones are used;
/// what must not happen silently is a block that nobody wanted (a slip in a length) or half a list
/// (a limit). Reads on as a stream: a million lines need no more memory than their entries.
public final class FeedReader {
  /// How much is looked at to find the format; a heading with its remarks fits.
  private static final int LOOK_BYTES = 16 * 1024;

  private final FeedLimits limits;
  private final Instant now;

  /// @param now from when durations in the list count
  public FeedReader(FeedLimits limits, Instant now) {
    this.limits = limits;
    this.now = now;
  }

  /// @param name of the file, for problems
  /// @param column of CSV, by heading or number from 1; empty for the one that is found
  /// @throws IOException only when `in` does
  public FeedReading read(String name, InputStream in, FeedFormat format, String column)
      throws IOException {
    BufferedInputStream bytes =
        new BufferedInputStream(new Bounded(in, limits.maxFileBytes()), LOOK_BYTES);
    FeedHarvest harvest = new FeedHarvest(name, limits, now);
    try {
      FeedFormat actual = format == FeedFormat.AUTO ? look(bytes, column) : format;
      switch (actual) {
        case PLAIN, AUTO -> new PlainFeed(harvest).read(lines(bytes));
        case CSV -> new CsvFeed(harvest, column).read(lines(bytes));
        case JSON_LINES -> new JsonFeed(harvest).readLines(lines(bytes));
        case CROWDSEC -> new JsonFeed(harvest).readDecisions(bytes);
      }
      return harvest.read(actual);
    } catch (FeedTooBigException e) {
      return refused(name, 0, 0, String.valueOf(e.getMessage()));
    } catch (FeedBrokenException e) {
      return refused(name, e.line(), e.column(), String.valueOf(e.getMessage()));
    }
  }

  private static FeedReading refused(String name, long line, int column, String why) {
    return new FeedReading.Refused(new FeedProblem(name, line, column, why));
  }

  private FeedLines lines(InputStream in) {
    return new FeedLines(in, limits.maxLineBytes());
  }

  private FeedFormat look(BufferedInputStream bytes, String column) throws IOException {
    bytes.mark(LOOK_BYTES);
    String beginning = new String(bytes.readNBytes(LOOK_BYTES - 1), StandardCharsets.ISO_8859_1);
    bytes.reset();
    return column.isEmpty() ? FormatGuess.of(beginning) : FeedFormat.CSV;
  }

  /// Ends at a number of bytes with a refusal.
  private static final class Bounded extends FilterInputStream {
    private final long most;
    private long taken;

    Bounded(InputStream in, long most) {
      super(in);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(read);
      return read;
    }

    private void count(int read) {
      taken += Math.max(0, read);
      if (taken > most) {
        throw new FeedTooBigException("has more than %,d bytes".formatted(most));
      }
    }
  }
}
