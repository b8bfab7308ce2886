package io.ironpost.logs.program;

import java.util.List;
import java.util.Map;

/// A program file as it was written.
///
/// @param program the name the program is known by
/// @param aliases other names it logs under
/// @param services Sigma's services of its records, narrowest first
/// @param includes the files whose messages are tried after its own
record ProgramFile(
    String program,
    List<String> aliases,
    String product,
    String category,
    List<String> services,
    List<String> includes,
    List<Message> messages) {

  /// One kind of message.
  ///
  /// @param variants the sequences that its templates stand for, in the order they are tried
  /// @param set fields with fixed values
  /// @param keys for a `kv` capture: from a key to the field (and how it is read)
  record Message(
      List<List<Piece>> variants, Map<String, String> set, Map<String, Piece.Field> keys) {}
}
