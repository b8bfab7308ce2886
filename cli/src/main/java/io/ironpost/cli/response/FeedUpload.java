package io.ironpost.cli.response;

import io.ironpost.cli.daemon.DaemonOption;
import io.ironpost.cli.output.Json;
import io.ironpost.cli.output.ProgressBar;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.Terminal;
import io.ironpost.daemon.control.ControlClient;
import io.ironpost.daemon.control.JsonValue;
import io.ironpost.daemon.control.Target;
import io.ironpost.ebpf.blocklist.FeedSet;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Brings a list to the daemon in parts as big as a request may be.
final class FeedUpload {
  /// The daemon takes 64 KiB; a part is ended before it grows to that.
  private static final int PART_BYTES = 48 * 1024;

  /// Quotes and a comma.
  private static final int AROUND = 3;

  private final ControlClient client;
  private final ProgressBar bar;
  private final List<String> part = new ArrayList<>();
  private int partBytes;
  private int sent;

  FeedUpload(ControlClient client, Terminal terminal) {
    this.client = client;
    this.bar = new ProgressBar(terminal, InstantSource.system());
  }

  /// What the daemon says of the whole list.
  JsonValue send(Map<String, Object> begin, FeedSet entries) {
    JsonValue begun =
        DaemonOption.expect(client.post(Target.of("blocklist", "imports"), Json.line(begin)));
    String id = begun.get("id").text();
    try {
      entries.forEachLine(line -> add(id, line, entries.size()));
      flush(id, entries.size());
      return DaemonOption.expect(client.post(Target.of("blocklist", "imports", id, "commit"), ""));
    } catch (Refusal refusal) {
      client.delete(Target.of("blocklist", "imports", id)); // others may want the place
      throw refusal;
    } finally {
      bar.close();
    }
  }

  private void add(String id, String line, int all) {
    part.add(line);
    partBytes += line.length() + AROUND;
    if (partBytes >= PART_BYTES) {
      flush(id, all);
    }
  }

  private void flush(String id, int all) {
    if (part.isEmpty()) {
      return;
    }
    DaemonOption.expect(
        client.post(
            Target.of("blocklist", "imports", id, "entries"),
            Json.line(Map.of("entries", List.copyOf(part)))));
    sent += part.size();
    part.clear();
    partBytes = 0;
    bar.at(sent, all, sent);
  }
}
