package io.ironpost.rules.match;

import io.ironpost.core.event.EventRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All triggers on one field, each kind in the structure made for it.
final class FieldIndex {
  private final int[] present;
  private final @Nullable ExactTable exact;
  private final @Nullable NumberTable number;
  private final @Nullable LiteralTrie prefix;
  private final @Nullable SuffixIndex suffix;
  private final @Nullable InfixIndex infix;

  private FieldIndex(Map<Trigger.Kind, List<IndexedLiteral>> literals) {
    present =
        literals.getOrDefault(Trigger.Kind.PRESENT, List.of()).stream()
            .mapToInt(IndexedLiteral::number)
            .toArray();
    var exacts = literals.get(Trigger.Kind.EXACT);
    exact = exacts == null ? null : new ExactTable(exacts);
    var integers = literals.get(Trigger.Kind.NUMBER);
    number = integers == null ? null : new NumberTable(integers);
    var prefixes = literals.get(Trigger.Kind.PREFIX);
    prefix = prefixes == null ? null : LiteralTrie.ofPrefixes(prefixes);
    var suffixes = literals.get(Trigger.Kind.SUFFIX);
    suffix = suffixes == null ? null : new SuffixIndex(suffixes);
    var infixes = literals.get(Trigger.Kind.INFIX);
    infix = infixes == null ? null : new InfixIndex(infixes);
  }

  void scan(EventRecord record, int entry, Found found) {
    for (int literal : present) {
      found.found(literal);
    }
    if (record.kind(entry) == EventRecord.NULL) {
      return;
    }
    byte[] bytes = record.bytes(entry);
    int start = record.start(entry);
    int end = record.end(entry);
    if (exact != null) {
      exact.scan(bytes, start, end, found);
    }
    if (number != null) {
      number.scan(bytes, start, end, found);
    }
    if (prefix != null) {
      prefix.scan(bytes, start, end, found);
    }
    if (suffix != null) {
      suffix.scan(bytes, start, end, found);
    }
    if (infix != null) {
      infix.scan(bytes, start, end, found);
    }
  }

  /// Gathers the triggers of one field.
  static final class Builder {
    private final Map<Trigger.Kind, List<IndexedLiteral>> literals =
        new EnumMap<>(Trigger.Kind.class);

    void add(Trigger trigger, int number) {
      literals
          .computeIfAbsent(trigger.kind(), _ -> new ArrayList<>())
          .add(new IndexedLiteral(trigger.literal().toBytes(), number));
    }

    FieldIndex build() {
      return new FieldIndex(literals);
    }
  }
}
