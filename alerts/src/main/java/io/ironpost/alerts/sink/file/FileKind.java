package io.ironpost.alerts.sink.file;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.Keys;
import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.SinkPlace;
import io.ironpost.alerts.sink.UnusableSinkException;
import io.ironpost.core.config.ByteSize;
import io.ironpost.core.config.Key;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// `type = "file"`.
public final class FileKind implements SinkKind {
  static final String WORD = "file";

  public static final Key<String> PATH =
      Keys.text("path", "", "The file; needed. Folders on the way are made.");
  public static final Key<ByteSize> MAX_SIZE =
      Keys.size(
          "max_size",
          new ByteSize(100L << 20),
          new ByteSize(1L << 10),
          new ByteSize(1L << 40),
          "The file is rotated before it grows beyond this.");
  public static final Key<Long> KEEP =
      Keys.whole("keep", 10, 0, 1_000, "How many rotated files (`.1` is the newest) are kept.");
  public static final Key<Boolean> DAILY =
      Keys.flag("daily", false, "Whether the file is also rotated at the start of a day (UTC).");
  public static final Key<String> SYNC =
      Keys.choice(
          "sync",
          "batch",
          List.of("batch", "never"),
          "`batch`: on the disk before it counts as delivered; `never`: left to the system, which"
              + " loses seconds at a power cut.");
  public static final Key<String> MODE =
      Keys.text("mode", "0640", "Permissions of new files, in octal.");

  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String about() {
    return "One line per alert in a file that rotates by size, by day, or both.";
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(PATH, MAX_SIZE, KEEP, DAILY, SYNC, MODE);
  }

  @Override
  public List<Complaint> check(SinkOptions options) {
    List<Complaint> found = new ArrayList<>();
    String path = options.get(PATH);
    if (path.isBlank() || path.indexOf('\0') >= 0) {
      found.add(new Complaint(PATH, "must name a file"));
    } else if (Files.isDirectory(Path.of(path))) {
      found.add(new Complaint(PATH, "must be a file, not a folder"));
    }
    if (!OCTAL.matcher(options.get(MODE)).matches()) {
      found.add(new Complaint(MODE, "must be permissions in octal, as 0640"));
    }
    return found;
  }

  @Override
  public AlertSink open(SinkOptions options, SinkPlace place) {
    UnusableSinkException.throwUnless(WORD, check(options));
    return new FileSink(
        new FileSink.Settings(
            Path.of(options.get(PATH)).toAbsolutePath(),
            options.get(MAX_SIZE).bytes(),
            Math.toIntExact(options.get(KEEP)),
            options.get(DAILY),
            options.get(SYNC).equals("batch")),
        new LocalTape.Opener(Integer.parseInt(options.get(MODE), 8)),
        place.clock());
  }
}
