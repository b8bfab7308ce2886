package io.ironpost.cli.support;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// The files of a support bundle. Whatever is put in passes the redaction.
final class Bundle {
  private final Redaction redaction;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /// @param about what it is, for the list of contents
  private record Entry(String about, byte[] content) {}

  Bundle(Redaction redaction) {
    this.redaction = redaction;
  }

  void put(String name, String about, String text) {
    entries.put(name, new Entry(about, redaction.of(text).getBytes(StandardCharsets.UTF_8)));
  }

  /// A line for each file.
  String contents() {
    StringBuilder text = new StringBuilder();
    entries.forEach((name, entry) ->
        text.append(
            "  %-16s %,10d bytes  %s%n".formatted(name, entry.content().length, entry.about())));
    return text.toString();
  }

  /// Readable by its owner alone; an existing file is not touched.
  void write(Path file, String folder, Instant time) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE);
        GZIPOutputStream zipped = new GZIPOutputStream(out)) {
      TarFile tar = new TarFile(zipped, time);
      for (Map.Entry<String, Entry> entry : entries.entrySet()) {
        tar.add(folder + "/" + entry.getKey(), entry.getValue().content());
      }
      tar.finish();
    }
  }
}
