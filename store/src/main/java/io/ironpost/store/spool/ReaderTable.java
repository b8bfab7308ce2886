package io.ironpost.store.spool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// Where the readers stand, as a file: a line for each, and a checksum. One file for all, so that
/// ten readers cost one sync; text, so that it can be read in need.
///
/// @param key of the spool, kept here too ([RecordFormat])
/// @param places by reader
record ReaderTable(long key, Map<String, Place> places) {
  /// @param acknowledged the last sequence done with
  /// @param lost entries before it that the reader was never given
  record Place(long acknowledged, long lost) {
    Place {
      if (acknowledged < 0 || lost < 0) {
        throw new IllegalArgumentException("not a place: " + acknowledged + ", " + lost);
      }
    }
  }

  /// Beside the segments.
  static final String FILE = "readers";

  /// Sinks and the history; an installation has a handful.
  static final int MAX_READERS = 256;

  /// Names are written to one line each.
  static final int MAX_NAME = 128;

  /// 256 lines of 180 bytes, and room.
  static final int MAX_BYTES = 64 << 10;

  private static final String TITLE = "ironpost spool readers 1";

  ReaderTable {
    places = Map.copyOf(places);
  }

  /// Fails with a sentence when a reader cannot have this name.
  static void checkName(String name) {
    boolean plain = name.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    if (name.isBlank() || name.length() > MAX_NAME || !plain || !name.equals(name.strip())) {
      throw new IllegalArgumentException(
          "a reader's name has 1 to %d printable characters, got '%s'".formatted(MAX_NAME, name));
    }
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder(TITLE).append('\n');
    text.append("key ").append(String.format(Locale.ROOT, "%016x", key)).append('\n');
    new TreeMap<>(places)
        .forEach((name, place) ->
            text.append("reader ")
                .append(place.acknowledged())
                .append(' ')
                .append(place.lost())
                .append(' ')
                .append(name)
                .append('\n'));
    String body = text.toString();
    return (body + checksumLine(body)).getBytes(StandardCharsets.UTF_8);
  }

  private static String checksumLine(String body) {
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "crc32c %08x\n", crc.getValue());
  }

  /// Reads a table; empty when it is damaged.
  static Optional<ReaderTable> of(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int last = text.lastIndexOf("crc32c ");
    if (last < 0 || !text.substring(last).equals(checksumLine(text.substring(0, last)))) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>(text.substring(0, last).lines().toList());
    if (lines.size() < 2 || !lines.get(0).equals(TITLE) || !lines.get(1).startsWith("key ")) {
      throw new IOException("a table of readers of another version: " + lines.getFirst());
    }
    try {
      long key = Long.parseUnsignedLong(lines.get(1).substring(4), 16);
      Map<String, Place> places = new TreeMap<>();
      lines.stream().skip(2).map(line -> line.split(" ", 4)).forEach(f -> read(f, places));
      return Optional.of(new ReaderTable(key, places));
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  private static void read(String[] fields, Map<String, Place> places) {
    places.put(fields[3], new Place(Long.parseLong(fields[1]), Long.parseLong(fields[2])));
  }
}
