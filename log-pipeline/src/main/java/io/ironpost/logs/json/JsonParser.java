package io.ironpost.logs.json;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.json.KeyMeaning.Role;
import io.ironpost.logs.program.Programs;
import io.ironpost.logs.route.Router;
import io.ironpost.logs.time.TimeText;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One JSON object per line (RFC 8259), into slices.
///
/// Nested objects become dotted names, the elements of an array repeated fields. Duplicate keys are
/// all kept: an attacker who writes a key twice hides neither value. Bytes that are no UTF-8 and
/// bare control characters in strings pass through; broken structure is [Outcome.Malformed] with
/// its place. A quiet event costs no allocation: plain strings are slices of the line, escaped ones
/// are decoded into the record's scratch area, and keys are found by [KeyNode]'s guess.
public final class JsonParser implements LogParser {
  /// Real events seen nest 7 deep (CloudTrail); 32 is far from any stack limit.
  static final int MAX_DEPTH = 32;

  private static final int FAILED = -1;

  private final KeyTree tree;
  private final JsonShapes shapes;

  private EventRecord record;
  private byte[] bytes = {};
  private int end;
  private int lineStart;
  private String reason = "";
  private int reasonAt;

  JsonParser(KeyTree tree, JsonShapes shapes, EventRecord blank) {
    this.tree = tree;
    this.shapes = shapes;
    this.record = blank;
  }

  /// A parser of JSON events that are no wrapping of another line.
  ///
  /// @param programs the message taxonomy, for journald's entries
  /// @param zone the zone of times that name none
  public static JsonParser of(Router router, Programs programs, ZoneId zone) {
    return make(router, programs, zone, Optional.empty());
  }

  /// One that takes the inner line out of Docker's json-file form and gives it to another parser.
  ///
  /// @param source where the lines come from: a path may name the container
  public static JsonParser unwrapping(
      Router router, Programs programs, ZoneId zone, String source, Supplier<LogParser> inner) {
    return make(
        router, programs, zone, Optional.of(new DockerLines(source, router.names(), inner)));
  }

  private static JsonParser make(
      Router router, Programs programs, ZoneId zone, Optional<DockerLines> docker) {
    TimeText times = new TimeText(zone);
    JsonShapes shapes = new JsonShapes(router, times, programs, docker);
    return new JsonParser(new KeyTree(router), shapes, router.blank());
  }

  @Override
  public String format() {
    return "json";
  }

  @Override
  public Outcome parse(EventRecord event) {
    record = event;
    bytes = event.line();
    lineStart = event.lineStart();
    end = event.lineEnd();
    int at = space(afterByteOrderMark(lineStart));
    if (at >= end || bytes[at] != '{') {
      return Outcome.NOT_MINE;
    }
    tree.refresh();
    shapes.begin();
    at = object(at + 1, tree.root(), 1);
    if (at >= 0 && space(at) < end) {
      at = fail("text after the end of the object", space(at));
    }
    return at < 0 ? new Outcome.Malformed(reason, reasonAt - lineStart) : shapes.finish(event);
  }

  private int afterByteOrderMark(int at) {
    boolean marked =
        end - at >= 3
            && bytes[at] == (byte) 0xef
            && bytes[at + 1] == (byte) 0xbb
            && bytes[at + 2] == (byte) 0xbf;
    return marked ? at + 3 : at;
  }

  /// Reads from after the opening brace to after the closing one.
  private int object(int from, KeyNode parent, int depth) {
    if (depth > MAX_DEPTH) {
      return fail("nested deeper than " + MAX_DEPTH, from - 1);
    }
    int at = space(from);
    if (at < end && bytes[at] == '}') {
      return at + 1;
    }
    KeyNode guess = parent.first;
    KeyNode previous = null;
    while (true) {
      at = space(at);
      if (at >= end || bytes[at] != '"') {
        return fail("a key was expected", at);
      }
      KeyNode key = guess;
      if (key != null && key.standsAt(bytes, at + 1, end)) {
        at += key.key.length + 2;
      } else {
        key = lookUp(parent, at + 1);
        if (key == null) {
          return FAILED;
        }
        at = reasonAt;
        learn(parent, previous, key);
      }
      at = colon(at);
      at = at < 0 ? at : value(at, key, depth);
      at = at < 0 ? at : space(at);
      if (at < 0) {
        return at;
      }
      byte mark = at < end ? bytes[at] : 0;
      if (mark == '}') {
        return at + 1;
      }
      if (mark != ',') {
        return fail("a comma or the end of the object was expected", at);
      }
      at++;
      previous = key;
      guess = key.next;
    }
  }

  private static void learn(KeyNode parent, @Nullable KeyNode previous, KeyNode key) {
    if (previous == null) {
      parent.first = key;
    } else {
      previous.next = key;
    }
  }

  /// The node of the key that begins at `from`; leaves the place after its closing quote in
  /// [#reasonAt].
  private @Nullable KeyNode lookUp(KeyNode parent, int from) {
    int close = JsonScan.special(bytes, from, end);
    if (close < end && bytes[close] == '"') {
      reasonAt = close + 1;
      return tree.child(parent, bytes, from, close);
    }
    int to = record.reserve(end - from + JsonScan.SLACK);
    long both = JsonScan.unescape(bytes, from, end, record.scratch(), to);
    if (both < 0) {
      fail("the key does not end", (int) (~both >>> 32));
      return null;
    }
    reasonAt = (int) (both >>> 32);
    record.trimScratch((int) both);
    return tree.child(parent, record.scratch(), to, (int) both);
  }

  private int colon(int from) {
    int at = space(from);
    return at < end && bytes[at] == ':' ? space(at + 1) : fail("a colon was expected", at);
  }

  private int value(int at, KeyNode key, int depth) {
    byte first = at < end ? bytes[at] : 0;
    return switch (first) {
      case '"' -> string(at + 1, key);
      case '{' -> wholeObject(at, key, depth + 1);
      case '[' -> array(at + 1, key, depth + 1);
      case 't' -> word(at, "true", EventRecord.BOOL, key);
      case 'f' -> word(at, "false", EventRecord.BOOL, key);
      case 'n' -> word(at, "null", EventRecord.NULL, key);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at, key);
      default -> fail("a value was expected", at);
    };
  }

  /// Rules search some objects as text (`requestParameters|contains`): those are offered whole too.
  private int wholeObject(int from, KeyNode key, int depth) {
    int at = object(from + 1, key, depth);
    if (at >= 0 && key.meaning.whole()) {
      record.add(key.fieldId, EventRecord.STRING | EventRecord.DERIVED, bytes, from, at);
    }
    return at;
  }

  private int string(int from, KeyNode key) {
    int close = JsonScan.special(bytes, from, end);
    if (close < end && bytes[close] == '"') {
      add(key, EventRecord.STRING, bytes, from, close);
      return close + 1;
    }
    int to = record.reserve(end - from + JsonScan.SLACK);
    byte[] scratch = record.scratch();
    long both = JsonScan.unescape(bytes, from, end, scratch, to);
    if (both < 0) {
      int at = (int) (~both >>> 32);
      return fail(at >= end ? "a string does not end" : "no such escape", at);
    }
    record.trimScratch((int) both);
    add(key, EventRecord.STRING, scratch, to, (int) both);
    return (int) (both >>> 32);
  }

  private int array(int from, KeyNode key, int depth) {
    if (depth > MAX_DEPTH) {
      return fail("nested deeper than " + MAX_DEPTH, from - 1);
    }
    int at = space(from);
    if (at < end && bytes[at] == ']') {
      return at + 1;
    }
    int closed = key.meaning.role() == Role.MESSAGE ? text(at, key) : FAILED;
    if (closed >= 0) {
      return closed;
    }
    while (true) {
      at = value(space(at), key, depth);
      at = at < 0 ? at : space(at);
      if (at < 0) {
        return at;
      }
      byte mark = at < end ? bytes[at] : 0;
      if (mark == ']') {
        return at + 1;
      }
      if (mark != ',') {
        return fail("a comma or the end of the array was expected", at);
      }
      at++;
    }
  }

  /// journald writes a text that holds a byte which cannot be printed as the array of all its bytes
  /// (systemd.io/JOURNAL_EXPORT_FORMATS, "Journal JSON Format"): one such byte must not hide a
  /// message from the rules.
  ///
  /// @return after the closing bracket; [#FAILED] when this is another array
  private int text(int from, KeyNode key) {
    int start = record.reserve(end - from);
    byte[] scratch = record.scratch();
    int stop = start;
    int at = from;
    while (true) {
      int first = space(at);
      int value = 0;
      for (at = first; at < end && at < first + 3 && isDigit(bytes[at]); at++) {
        value = 10 * value + bytes[at] - '0';
      }
      boolean isByte = at > first && value <= 0xff;
      at = space(at);
      byte mark = at < end ? bytes[at] : 0;
      if (!isByte || (mark != ',' && mark != ']')) {
        record.trimScratch(start);
        return FAILED;
      }
      scratch[stop++] = (byte) value;
      at++;
      if (mark == ']') {
        record.trimScratch(stop);
        add(key, EventRecord.STRING, scratch, start, stop);
        return at;
      }
    }
  }

  private int word(int at, String word, int kind, KeyNode key) {
    if (end - at < word.length()) {
      return fail("a value was expected", at);
    }
    for (int i = 1; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return fail("a value was expected", at);
      }
    }
    int close = at + word.length();
    add(key, kind, bytes, kind == EventRecord.NULL ? close : at, close);
    return close;
  }

  private int number(int from, KeyNode key) {
    int at = from + 1;
    while (at < end && isNumeric(bytes[at])) {
      at++;
    }
    if (!isDigit(bytes[at - 1])) {
      return fail("a number is cut short", at);
    }
    add(key, EventRecord.NUMBER, bytes, from, at);
    return at;
  }

  private static boolean isNumeric(byte b) {
    return isDigit(b) || b == '.' || b == 'e' || b == 'E' || b == '-' || b == '+';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private void add(KeyNode key, int kind, byte[] base, int start, int stop) {
    if (key.fieldId == FieldNames.UNKNOWN) {
      record.addUnknown(key.path, 0, key.path.length, kind, base, start, stop);
    } else {
      record.add(key.fieldId, kind, base, start, stop);
    }
    if (!key.plain) {
      note(key.meaning, kind, base, start, stop);
    }
  }

  private void note(KeyMeaning meaning, int kind, byte[] base, int start, int stop) {
    if (meaning.timeRank() > 0) {
      shapes.timeSeen(meaning.timeRank(), base, start, stop);
    }
    if (meaning.role() != Role.NONE && kind == EventRecord.STRING) {
      shapes.roleSeen(meaning.role(), base, start, stop);
    }
    for (int alias : meaning.aliases()) {
      record.add(alias, kind | EventRecord.DERIVED, base, start, stop);
    }
  }

  private int space(int from) {
    int at = from;
    while (at < end && bytes[at] <= ' ' && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private int fail(String why, int at) {
    reason = why;
    reasonAt = Math.min(at, end);
    return FAILED;
  }
}
