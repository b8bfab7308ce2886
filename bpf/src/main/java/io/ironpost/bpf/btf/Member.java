package io.ironpost.bpf.btf;

/// Where a member lies in a type of the running kernel.
///
/// @param path how it was asked for: `task_struct.real_parent`
/// @param bitOffset from the beginning of the outermost type
/// @param bits how many it has if it is a bit field, else 0
/// @param sizeBytes of its type; 0 when that has none (a flexible array, a function)
/// @param typeId of its type, as declared
public record Member(String path, int bitOffset, int bits, int sizeBytes, int typeId) {
  public boolean isBitField() {
    return bits != 0;
  }

  /// What an instruction adds to the pointer.
  ///
  /// @throws BtfException for a bit field, which has no address (C17 6.5.3.2)
  public int offsetBytes() {
    if (isBitField()) {
      throw new BtfException(
          "%s is a bit field: %d bits at bit %d".formatted(path, bits, bitOffset));
    }
    return bitOffset / Byte.SIZE;
  }
}
