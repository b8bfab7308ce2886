package io.ironpost.logs.program;

import io.ironpost.core.event.EventRecord;

/// The field that a value fills.
///
/// @param fieldId the field; for what may be an address or a host name the one for addresses
/// @param hostFieldId for [Takes#ADDRESS_OR_HOST] the field for names; else the same
/// @param takes which values are taken; others are dropped
record Target(int fieldId, int hostFieldId, Takes takes) {
  /// For `{_}`: the value is only skipped.
  static final int NOBODY = -1;

  /// What mail servers write for a host without a name.
  private static final byte[] UNKNOWN_HOST = Fields.utf8("unknown");

  /// Which values go into the field.
  enum Takes {
    ANYTHING,
    ADDRESS,
    HOST,
    ADDRESS_OR_HOST
  }

  /// Adds `bytes[from, to)` unless it is empty.
  void add(EventRecord record, byte[] bytes, int from, int to) {
    if (from >= to || fieldId == NOBODY) {
      return;
    }
    if (takes == Takes.ANYTHING) {
      record.add(fieldId, EventRecord.STRING | EventRecord.DERIVED, bytes, from, to);
    } else if (AddressText.isAddress(bytes, from, to)) {
      if (takes != Takes.HOST) {
        addAddress(record, bytes, from, to);
      }
    } else if (takes != Takes.ADDRESS && !isUnknownHost(bytes, from, to)) {
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

  private static boolean isUnknownHost(byte[] bytes, int from, int to) {
    return to - from == UNKNOWN_HOST.length && ByteSearch.startsWith(bytes, from, to, UNKNOWN_HOST);
  }
}
