package io.ironpost.ebpf.blocklist;

import io.ironpost.core.disk.Disk;
import io.ironpost.ebpf.blocklist.FeedHarvest.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Feeds as files, one each: remarks that say where it is from, then a line for each entry. Any
/// text editor reads them, and so does every program that reads plain lists.
public final class FeedStore {
  private static final String ENDING = ".txt";
  private static final String TITLE = "# A feed of addresses that Ironpost blocks.";

  /// A remark of ours is shorter, an entry too.
  private static final int MAX_LINE_BYTES = 1_024;

  /// Ten million entries with an end of their own.
  private static final int MAX_FILE_BYTES = 512 << 20;

  private static final int BYTES_PER_ENTRY = 24;

  private final Disk disk;
  private final Path folder;
  private final FeedLimits limits;

  /// @param folder made when the first feed is kept
  public FeedStore(Disk disk, Path folder, FeedLimits limits) {
    this.disk = disk;
    this.folder = folder;
    this.limits = limits;
  }

  /// @param problems what could not be read, each in a sentence
  record Loaded(List<StoredFeed> feeds, List<String> problems) {}

  Loaded load(Instant now) {
    List<StoredFeed> feeds = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files(problems)) {
      try {
        byte[] bytes = disk.read(file, MAX_FILE_BYTES);
        feeds.add(read(name(file), bytes, now, problems));
      } catch (IOException | FeedTooBigException e) {
        problems.add("the feed %s cannot be read: %s".formatted(name(file), e.getMessage()));
      }
    }
    return new Loaded(feeds, problems);
  }

  private List<Path> files(List<String> problems) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : all) {
        if (FeedName.isOne(baseName(file))) {
          files.add(file);
        }
      }
    } catch (IOException e) {
      problems.add("feeds cannot be read from %s: %s".formatted(folder, e.getMessage()));
    }
    files.sort(null);
    return files;
  }

  private static FeedName name(Path file) {
    return new FeedName(baseName(file));
  }

  private static String baseName(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : "";
  }

  private Path file(FeedName name) {
    return folder.resolve(name + ENDING);
  }

  private StoredFeed read(FeedName name, byte[] bytes, Instant now, List<String> problems)
      throws IOException {
    Map<String, String> remarks = new HashMap<>();
    FeedHarvest harvest = new FeedHarvest(name.text(), limits, now);
    FeedLines lines = new FeedLines(new ByteArrayInputStream(bytes), MAX_LINE_BYTES);
    while (lines.next()) {
      String line = lines.text();
      if (line.startsWith("# ")) {
        remark(line, remarks);
      } else if (!line.isBlank()) {
        FeedEntry.read(line, harvest, new Place(lines.number(), 1));
      }
    }
    FeedReading.Read read = harvest.read(FeedFormat.PLAIN);
    read.problems().forEach(problem -> problems.add("a feed was damaged: " + problem));
    return new StoredFeed(origin(name, remarks), read.entries());
  }

  private static void remark(String line, Map<String, String> remarks) {
    int colon = line.indexOf(": ");
    if (colon > 0) {
      String text = line.substring(colon + 2);
      byte[] asRead = text.getBytes(StandardCharsets.ISO_8859_1);
      remarks.put(line.substring(2, colon), new String(asRead, StandardCharsets.UTF_8));
    }
  }

  /// A file that somebody put there without remarks is a feed too.
  private static FeedOrigin origin(FeedName name, Map<String, String> remarks) {
    return new FeedOrigin(
        name,
        remarks.getOrDefault("source", ""),
        remarks.getOrDefault("imported by", ""),
        time(remarks.getOrDefault("imported at", ""), Instant.EPOCH),
        time(remarks.getOrDefault("until", ""), Instant.MAX));
  }

  private static Instant time(String text, Instant otherwise) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      return otherwise;
    }
  }

  void keep(StoredFeed feed) throws IOException {
    Files.createDirectories(folder);
    StringBuilder text =
        new StringBuilder(feed.entries().size() * BYTES_PER_ENTRY + TITLE.length());
    text.append(TITLE).append('\n');
    FeedOrigin origin = feed.origin();
    text.append("# source: ").append(origin.source()).append('\n');
    text.append("# imported by: ").append(origin.by()).append('\n');
    text.append("# imported at: ").append(origin.importedAt()).append('\n');
    if (!origin.until().equals(Instant.MAX)) {
      text.append("# until: ").append(origin.until()).append('\n');
    }
    feed.entries().forEachLine(line -> text.append(line).append('\n'));
    disk.replace(file(origin.name()), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  void forget(FeedName name) throws IOException {
    disk.delete(file(name));
    disk.sync(folder);
  }
}
