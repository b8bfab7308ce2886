package io.ironpost.logs.tail;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where reading goes on in one file; what a checkpoint keeps of it.
///
/// @param path the name under which it is followed
/// @param offset of the first byte not handed on
/// @param nextLine the number of the line that begins there, from 1
/// @param print of the content that `offset` is a place in
/// @param skipping whether the rest of a line longer than the limit comes first
/// @param seen how long the file was known to be: what it loses below that is known to be lost
/// @param bornMicros when its content began at the earliest, since 1970: what is younger and was
///   rotated away was never seen; [#UNKNOWN] when that must not be concluded
record Bookmark(
    Path path,
    long offset,
    long nextLine,
    Fingerprint print,
    boolean skipping,
    long seen,
    long bornMicros) {
  /// For `bornMicros`.
  static final long UNKNOWN = 0;

  /// Before the first byte of a file.
  static Bookmark beginning(Path path, long bornMicros) {
    return new Bookmark(path, 0, 1, Fingerprint.EMPTY, false, 0, bornMicros);
  }

  Bookmark at(long place, long line, boolean insideLongLine) {
    return new Bookmark(
        path, place, line, print, insideLongLine, Math.max(seen, place), bornMicros);
  }

  Bookmark knowing(Fingerprint longer) {
    return new Bookmark(path, offset, nextLine, longer, skipping, seen, bornMicros);
  }

  Bookmark seen(long size) {
    return new Bookmark(path, offset, nextLine, print, skipping, Math.max(seen, size), bornMicros);
  }

  /// After the end of the file was taken off: what comes is written from there.
  Bookmark cutTo(long size) {
    long place = Math.min(offset, size);
    return new Bookmark(path, place, nextLine, print, false, place, bornMicros);
  }

  /// The path stands last, so that it needs no quoting.
  String encode() {
    return "offset=%d line=%d head=%s seen=%d born=%d skip=%d path=%s"
        .formatted(offset, nextLine, print.encode(), seen, bornMicros, skipping ? 1 : 0, path);
  }

  /// Empty for anything [#encode] does not write: a damaged checkpoint must not stop a start.
  static Optional<Bookmark> decode(String text) {
    int path = text.indexOf("path=");
    if (path < 0) {
      return Optional.empty();
    }
    Map<String, String> words = new HashMap<>();
    for (String word : text.substring(0, path).split(" ", -1)) {
      int equals = word.indexOf('=');
      words.put(word.substring(0, Math.max(0, equals)), word.substring(equals + 1));
    }
    try {
      Path named = Path.of(text.substring(path + "path=".length()));
      return Fingerprint.decode(words.getOrDefault("head", ""))
          .map(print -> of(named, print, words))
          .filter(mark -> mark.offset >= 0 && mark.nextLine >= 1);
    } catch (NumberFormatException | InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static Bookmark of(Path path, Fingerprint print, Map<String, String> words) {
    return new Bookmark(
        path,
        Long.parseLong(words.getOrDefault("offset", "")),
        Long.parseLong(words.getOrDefault("line", "")),
        print,
        words.getOrDefault("skip", "").equals("1"),
        Long.parseLong(words.getOrDefault("seen", "0")),
        Long.parseLong(words.getOrDefault("born", "0")));
  }
}
