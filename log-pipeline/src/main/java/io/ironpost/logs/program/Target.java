package io.ironpost.logs.program;

import io.ironpost.core.event.EventRecord;

/// The field that a value fills.
///
/// @param fieldId the field; for an address or host name the one for addresses
/// @param hostFieldId the field for what is no address; the same where there is no difference
/// @param addressOnly whether what is no address is dropped
record Target(int fieldId, int hostFieldId, boolean addressOnly) {
  /// For `{_}`: the value is only skipped.
  static final int NOBODY = -1;

  /// Adds `bytes[from, to)` unless it is empty.
  void add(EventRecord record, byte[] bytes, int from, int to) {
    if (from >= to || fieldId == NOBODY) {
      return;
    }
    if (fieldId == hostFieldId && !addressOnly) {
      record.add(fieldId, EventRecord.STRING | EventRecord.DERIVED, bytes, from, to);
    } else if (AddressText.isAddress(bytes, from, to)) {
      addAddress(record, bytes, from, to);
    } else if (!addressOnly) {
      record.add(hostFieldId, EventRecord.STRING | EventRecord.DERIVED, bytes, from, to);
    }
  }

  /// Adds `bytes[from, to)`, which is known to be an address or empty.
  void addAddress(EventRecord record, byte[] bytes, int from, int to) {
    if (from < to && fieldId != NOBODY) {
      int start = AddressText.withoutMapping(bytes, from, to);
      record.add(fieldId, EventRecord.STRING | EventRecord.DERIVED, bytes, start, to);
    }
  }
}
