package io.ironpost.logs.program;

import io.ironpost.core.event.EventRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One way a message can read, compiled: a literal prefix, pieces, and, after a `text`, several
/// ways to end. It must fit the message from its first byte to its last: with both ends held, a
/// hostile text in the middle cannot pose as what the program wrote.
final class Template {
  /// What [#match] gives when the template fits.
  static final int FITS = Integer.MAX_VALUE;

  /// Where a `text` may end, from the right, before the template is given up. The program's own
  /// words come last, so the first try is nearly always the right one; the limit keeps time linear.
  private static final int MAX_SPLITS = 32;

  private static final Comparator<List<Piece>> SHORTEST_FIRST =
      (one, other) -> Integer.compare(one.size(), other.size());
  private static final Alternatives NO_TAILS = new Alternatives(List.of());

  private final byte[] prefix;
  private final Sequence head;
  private final byte[] separator; // what follows the text; empty when there is none
  private final Target text;
  private final Alternatives tails;
  private final Message message;

  /// What all templates of a message have in common.
  ///
  /// @param keys the wanted keys of a `kv` capture
  /// @param fieldIds fields that are set whatever the message says
  /// @param values their values, in the same order
  record Message(Keys keys, int[] fieldIds, byte[][] values) {
    void add(EventRecord record) {
      for (int i = 0; i < fieldIds.length; i++) {
        byte[] value = values[i];
        record.add(fieldIds[i], EventRecord.STRING | EventRecord.DERIVED, value, 0, value.length);
      }
    }
  }

  /// Up to and with the text capture and the literal after it, or all when there is no such.
  private record Head(byte[] prefix, List<Piece> pieces, List<Piece> splits) {}

  private Template(Head head, List<List<Piece>> tails, Fields fields, Message message) {
    boolean splits = !head.splits.isEmpty();
    this.prefix = head.prefix;
    this.head = new Sequence(head.pieces, fields);
    this.separator = splits ? Sequence.literal(head.splits.getLast()) : new byte[0];
    this.text =
        fields.target(
            splits && head.splits.getFirst() instanceof Piece.Field field ? field.field() : "_",
            Capture.TEXT);
    this.tails = splits ? sequences(tails, fields) : NO_TAILS;
    this.message = message;
  }

  private static Alternatives sequences(List<List<Piece>> tails, Fields fields) {
    List<Sequence> sequences = new ArrayList<>();
    for (List<Piece> tail : tails) {
      sequences.add(new Sequence(tail, fields));
    }
    return new Alternatives(sequences);
  }

  /// The templates for all `variants` of a message, in their order. Variants that differ only in
  /// what follows a text become one, with the shortest end tried first.
  static List<Template> of(List<List<Piece>> variants, Fields fields, Message message) {
    Map<List<Piece>, List<List<Piece>>> tails = new LinkedHashMap<>();
    for (List<Piece> variant : variants) {
      int split = split(variant);
      List<Piece> head = variant.subList(0, split);
      List<List<Piece>> ends = tails.get(head);
      if (ends == null) {
        ends = new ArrayList<>();
        tails.put(head, ends);
      }
      ends.add(variant.subList(split, variant.size()));
    }
    List<Template> templates = new ArrayList<>();
    for (Map.Entry<List<Piece>, List<List<Piece>>> entry : tails.entrySet()) {
      List<List<Piece>> ends = entry.getValue();
      ends.sort(SHORTEST_FIRST);
      templates.add(new Template(head(entry.getKey()), ends, fields, message));
    }
    return templates;
  }

  /// Where the ways to end begin: after the literal that follows the text.
  private static int split(List<Piece> variant) {
    for (int i = 0; i < variant.size() - 1; i++) {
      if (isText(variant.get(i))) {
        return i + 2;
      }
    }
    return variant.size();
  }

  private static boolean isText(Piece piece) {
    return piece instanceof Piece.Field field && field.capture() == Capture.TEXT;
  }

  private static Head head(List<Piece> pieces) {
    boolean hasPrefix = !pieces.isEmpty() && pieces.getFirst() instanceof Piece.Literal;
    int from = hasPrefix ? 1 : 0;
    int size = pieces.size();
    int to = size >= 2 && isText(pieces.get(size - 2)) ? size - 2 : size;
    return new Head(
        hasPrefix ? Sequence.literal(pieces.getFirst()) : new byte[0],
        pieces.subList(from, to),
        pieces.subList(to, size));
  }

  /// What every message of this template begins with; may be empty.
  byte[] prefix() {
    return prefix;
  }

  /// How many leading pieces match or fail alike in both templates.
  int sharedWith(Template other) {
    return Arrays.equals(prefix, other.prefix) ? head.sharedWith(other.head) : 0;
  }

  /// Whether a message that ends at `to` can end as this does.
  boolean canEnd(byte[] bytes, int from, int to) {
    return separator.length > 0 || head.canEnd(bytes, from + prefix.length, to);
  }

  /// Matches `bytes[from, to)`, whose prefix is known to fit, from the `resume`th piece on.
  ///
  /// @return [#FITS], or how many pieces match
  int match(byte[] bytes, int from, int to, Match match, int resume) {
    int start = from + prefix.length;
    int matched = head.match(bytes, start, to, match, 0, resume);
    if (matched < head.size()) {
      return matched;
    }
    int at = head.end(matched, start, match, 0);
    boolean fits = separator.length == 0 ? at == to : split(bytes, at, to, match);
    return fits ? FITS : matched;
  }

  private boolean split(byte[] bytes, int from, int to, Match match) {
    int text = head.size();
    int limit = to;
    for (int split = 0; split < MAX_SPLITS; split++) {
      int end = ByteSearch.last(bytes, from, limit, separator);
      if (end < 0) {
        return false;
      }
      int tail = tails.find(bytes, end + separator.length, to, match, text + 1);
      if (tail != Alternatives.NONE) {
        match.bounds[2 * text] = from;
        match.bounds[2 * text + 1] = end;
        match.tail = tail;
        return true;
      }
      limit = end + separator.length - 1;
    }
    return false;
  }

  /// Adds the fields of the message that fitted last.
  void add(EventRecord record, byte[] bytes, Match match) {
    message.add(record);
    head.add(record, bytes, message.keys, match, 0);
    if (separator.length > 0) {
      int at = head.size();
      text.add(record, bytes, match.bounds[2 * at], match.bounds[2 * at + 1]);
      tails.get(match.tail).add(record, bytes, message.keys, match, at + 1);
    }
  }
}
