package io.ironpost.alerts.sink.elasticsearch;

import io.ironpost.alerts.sink.JsonTree;
import io.ironpost.alerts.sink.http.RecordingServer.Reply;
import io.ironpost.alerts.sink.http.RecordingServer.Request;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;

/// Does with a `_bulk` request what Elasticsearch documents: the form of the body is checked line
/// by line, `create` of an id that is there conflicts, `index` with an external version that is not
/// higher conflicts. (Elasticsearch itself does not run where the tests do.)
final class BulkDouble implements Function<Request, Reply> {
  final Map<String, Object> documents = new LinkedHashMap<>();
  private final Map<String, Long> versions = new LinkedHashMap<>();
  private final Function<Object, String> verdict;

  /// @param verdict an item's error as JSON; empty to take the document
  BulkDouble(Function<Object, String> verdict) {
    this.verdict = verdict;
  }

  @Override
  public Reply apply(Request request) {
    if (!request.path().startsWith("/_bulk?filter_path=errors,items.")
        || !request.header("Content-type").equals("application/x-ndjson")
        || !request.text().endsWith("\n")) {
      return Reply.of(406, "not a bulk request");
    }
    StringJoiner items = new StringJoiner(",", "{\"took\":3,\"errors\":true,\"items\":[", "]}");
    Iterator<String> lines = request.text().lines().iterator();
    while (lines.hasNext()) {
      items.add(item(JsonTree.read(lines.next()), JsonTree.read(lines.next())));
    }
    return Reply.of(200, items.toString());
  }

  private String item(Object action, Object document) {
    String what = ((Map<?, ?>) action).keySet().iterator().next().toString();
    Map<?, ?> meta = (Map<?, ?>) JsonTree.at(action, what);
    String id = JsonTree.at(meta, "_id").toString();
    String wrong = verdict.apply(document);
    if (!wrong.isEmpty()) {
      return "{\"%s\":%s}".formatted(what, wrong);
    }
    if (((Map<?, ?>) document).get("@timestamp") == null) {
      return item(what, 400, "no @timestamp");
    }
    if (what.equals("create") ? documents.containsKey(id) : !isHigher(id, meta)) {
      return item(what, 409, "version conflict");
    }
    documents.put(id, document);
    return "{\"%s\":{\"status\":201}}".formatted(what);
  }

  private boolean isHigher(String id, Map<?, ?> meta) {
    long version = (Long) JsonTree.at(meta, "version");
    boolean higher =
        JsonTree.at(meta, "version_type").equals("external")
            && version > versions.getOrDefault(id, 0L);
    versions.merge(id, version, Math::max);
    return higher;
  }

  static String item(String what, int status, String reason) {
    return "{\"%s\":{\"status\":%d,\"error\":{\"type\":\"t\",\"reason\":\"%s\",\"caused_by\":{\"type\":\"c\"}}}}"
        .formatted(what, status, reason);
  }
}
