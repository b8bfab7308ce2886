package io.ironpost.logs.json;

import io.ironpost.core.event.FieldNames;
import io.ironpost.logs.json.KeyMeaning.Role;
import io.ironpost.logs.route.Router;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// All keys of one source's events, as the tree they form; it begins anew when rules brought new
/// field names, and when it has grown too large.
final class KeyTree {
  /// Real sources have up to a few hundred keys; maps with data in their keys (Kubernetes labels)
  /// and attackers have more.
  static final int MAX_NODES = 8_192;

  /// A dotted name longer than this is cut: 32 levels of long keys would otherwise cost memory by
  /// the product of both.
  static final int MAX_NAME_BYTES = 512;

  /// Keys that hold the time of an event, the best first. `UtcTime` (Sysmon) and its like are when
  /// it happened, `@timestamp` may be when it was shipped.
  static final List<String> TIME_KEYS =
      List.of(
          "UtcTime",
          "requestReceivedTimestamp",
          "stageTimestamp",
          "eventTime",
          "Event.System.TimeCreated.#attributes.SystemTime",
          "Event.System.TimeCreated.SystemTime",
          "__REALTIME_TIMESTAMP",
          "_SOURCE_REALTIME_TIMESTAMP",
          "timestamp",
          "@timestamp",
          "time",
          "ts",
          "EventTime",
          "TimeCreated",
          "TimeGenerated",
          "CreationTime",
          "createdDateTime",
          "published",
          "datetime",
          "date",
          "syslog_timestamp");

  private final Router router;
  private final FieldNames names;
  private KeyNode root;
  private int nodes;
  private int namesSeen;

  KeyTree(Router router) {
    this.router = router;
    this.names = router.names();
    this.root = emptyRoot();
    this.namesSeen = names.size();
  }

  KeyNode root() {
    return root;
  }

  /// To be called before each event.
  void refresh() {
    router.prepare();
    int known = names.size();
    if (known != namesSeen || nodes > MAX_NODES) {
      namesSeen = known;
      nodes = 0;
      root = emptyRoot();
    }
  }

  /// The node of the key `bytes[start, end)` below `parent`, made when it is new.
  KeyNode child(KeyNode parent, byte[] bytes, int start, int end) {
    KeyNode known = parent.child(bytes, start, end);
    if (known != null) {
      return known;
    }
    KeyNode added = node(parent, Arrays.copyOfRange(bytes, start, end));
    parent.adopt(added);
    nodes++;
    return added;
  }

  private KeyNode node(KeyNode parent, byte[] key) {
    byte[] path = path(parent, key);
    int id = names.find(path, 0, path.length);
    String name = new String(path, StandardCharsets.UTF_8);
    int rank = TIME_KEYS.indexOf(name) + 1;
    Role role = parent == root ? role(name) : Role.NONE;
    int[] aliases = router.aliases(name);
    return new KeyNode(
        key,
        path,
        id,
        new KeyMeaning(rank, role, id != FieldNames.UNKNOWN && router.isWhole(name), aliases));
  }

  private static byte[] path(KeyNode parent, byte[] key) {
    byte[] above = parent.path;
    if (above.length == 0) {
      return key;
    }
    byte[] path = Arrays.copyOf(above, Math.min(MAX_NAME_BYTES, above.length + 1 + key.length));
    int room = path.length - above.length;
    if (room > 0) {
      path[above.length] = '.';
      System.arraycopy(key, 0, path, above.length + 1, room - 1);
    }
    return path;
  }

  private static Role role(String name) {
    return switch (name) {
      case "product" -> Role.PRODUCT;
      case "category" -> Role.CATEGORY;
      case "service" -> Role.SERVICE;
      case "log" -> Role.LOG;
      case "stream" -> Role.STREAM;
      case "MESSAGE" -> Role.MESSAGE;
      case "SYSLOG_IDENTIFIER" -> Role.IDENTIFIER;
      default -> Role.NONE;
    };
  }

  private static KeyNode emptyRoot() {
    return new KeyNode(new byte[0], new byte[0], FieldNames.UNKNOWN, KeyMeaning.PLAIN);
  }
}
