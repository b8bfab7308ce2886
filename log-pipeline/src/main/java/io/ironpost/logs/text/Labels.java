package io.ironpost.logs.text;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import java.util.Arrays;

/// CEF's custom fields: `cs1Label=Policy cs1=deny all` means `Policy=deny all`.
final class Labels {
  private static final byte[] LABEL = {'L', 'a', 'b', 'e', 'l'};

  /// CEF has six texts, three numbers, four floats, two dates and four addresses of the kind.
  private static final int MAX = 24;

  private final FieldNames names;
  private final int[] keys = new int[2 * MAX];
  private final int[] entries = new int[MAX];
  private int count;
  private boolean any;

  Labels(FieldNames names) {
    this.names = names;
  }

  void clear() {
    count = 0;
    any = false;
  }

  /// Remembers a field that is a label, or might have one: `c…` (cs1, cn1, cfp1, c6a1) and dates.
  void note(byte[] line, int key, int keyEnd, int entry) {
    if (count < MAX && (line[key] == 'c' || line[key] == 'd' || line[key] == 'f')) {
      any |= isLabel(line, key, keyEnd);
      keys[2 * count] = key;
      keys[2 * count + 1] = keyEnd;
      entries[count++] = entry;
    }
  }

  private static boolean isLabel(byte[] line, int key, int keyEnd) {
    int from = keyEnd - LABEL.length;
    return from > key && Arrays.equals(LABEL, 0, LABEL.length, line, from, keyEnd);
  }

  /// Offers each labelled value under its label, when anyone asked for that name.
  void finish(EventRecord record) {
    for (int label = 0; any && label < count; label++) {
      if (isLabel(record.line(), keys[2 * label], keys[2 * label + 1])) {
        offer(record, label);
      }
    }
  }

  private void offer(EventRecord record, int label) {
    int entry = entries[label];
    int id = names.find(record.bytes(entry), record.start(entry), record.end(entry));
    int key = keys[2 * label];
    int keyEnd = keys[2 * label + 1] - LABEL.length;
    for (int i = 0; i < count && id != FieldNames.UNKNOWN; i++) {
      byte[] line = record.line();
      if (Arrays.equals(line, key, keyEnd, line, keys[2 * i], keys[2 * i + 1])) {
        int value = entries[i];
        int kind = EventRecord.STRING | EventRecord.DERIVED;
        record.add(id, kind, record.bytes(value), record.start(value), record.end(value));
      }
    }
  }
}
