package io.ironpost.bpf.btf;

/// The kinds of types there are, in the order of their numbers (`include/uapi/linux/btf.h`,
/// BTF_KIND_*).
public enum TypeKind {
  VOID(0, 0),
  INT(1, 0),
  PTR(0, 0),
  ARRAY(3, 0),
  STRUCT(0, 3),
  UNION(0, 3),
  ENUM(0, 2),
  FWD(0, 0),
  TYPEDEF(0, 0),
  VOLATILE(0, 0),
  CONST(0, 0),
  RESTRICT(0, 0),
  FUNC(0, 0),
  FUNC_PROTO(0, 2),
  VAR(1, 0),
  DATASEC(0, 3),
  FLOAT(0, 0),
  DECL_TAG(1, 0),
  TYPE_TAG(0, 0),
  ENUM64(0, 3);

  private static final TypeKind[] BY_NUMBER = values();

  /// Behind the three words that every type has: how many words once, and how many per entry.
  private final int extraWords;

  private final int wordsPerEntry;

  TypeKind(int extraWords, int wordsPerEntry) {
    this.extraWords = extraWords;
    this.wordsPerEntry = wordsPerEntry;
  }

  /// A kernel newer than this list may have kinds that are not on it. Their length is not known, so
  /// that what follows them cannot be read.
  static TypeKind of(int number) {
    if (number <= 0 || number >= BY_NUMBER.length) {
      throw new BtfException("type information of kind " + number + ", which is not known");
    }
    return BY_NUMBER[number];
  }

  int words(int entries) {
    return TypeTable.COMMON_WORDS + extraWords + entries * wordsPerEntry;
  }

  boolean hasMembers() {
    return this == STRUCT || this == UNION;
  }

  boolean isEnumeration() {
    return this == ENUM || this == ENUM64;
  }

  /// Whether it only gives another name or a quality to the type it refers to.
  boolean isAlias() {
    return switch (this) {
      case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG -> true;
      case VOID,
          INT,
          PTR,
          ARRAY,
          STRUCT,
          UNION,
          ENUM,
          FWD,
          FUNC,
          FUNC_PROTO,
          VAR,
          DATASEC,
          FLOAT,
          DECL_TAG,
          ENUM64 ->
          false;
    };
  }
}
