package io.ironpost.bpf.btf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The types of one BTF blob, by their ids, read where they lie (`Documentation/bpf/btf.rst`, "BTF
/// Type and String Encoding").
///
/// The section of types goes into one `int[]` by a bulk copy: going through 150,000 types of a
/// kernel then takes a few milliseconds even before the code is compiled, which matters to a
/// program that has just started. Every reference is checked when it is followed, not before.
final class TypeTable {
  /// `struct btf_type`: name_off, info, size or type.
  static final int COMMON_WORDS = 3;

  /// The kernel's own limits (BTF_MAX_TYPE, and 16 MB of strings at BTF_MAX_NAME_OFFSET).
  static final int MAX_TYPES = 0x000f_ffff;

  static final int MAX_BYTES = 64 << 20;

  /// The longest symbol of the kernel has 512 (KSYM_NAME_LEN); more of a name is not read.
  private static final int MAX_NAME_BYTES = 512;

  private static final int MAGIC = 0xeb9f;
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 24;

  private final int[] words;
  private final byte[] strings;
  private final int[] starts; // of type id, in words; id 0 is void and has none
  private final int count;

  private TypeTable(int[] words, byte[] strings) {
    this.words = words;
    this.strings = strings;
    this.starts = starts(words);
    this.count = starts.length;
  }

  /// @throws BtfException when these are not type information, or end too early
  static TypeTable read(ByteBuffer bytes) {
    ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (in.limit() < HEADER_BYTES || in.limit() > MAX_BYTES) {
      throw new BtfException(in.limit() + " bytes are no type information");
    }
    if (in.getShort(0) != (short) MAGIC) {
      in.order(ByteOrder.BIG_ENDIAN);
    }
    if (in.getShort(0) != (short) MAGIC || in.get(2) != VERSION) {
      throw new BtfException("not BTF of version " + VERSION);
    }
    int header = in.getInt(4);
    ByteBuffer types = section(in, header, in.getInt(8), in.getInt(12));
    int[] words = new int[types.limit() / Integer.BYTES];
    types.asIntBuffer().get(words);
    ByteBuffer names = section(in, header, in.getInt(16), in.getInt(20));
    byte[] strings = new byte[names.limit()];
    names.get(strings);
    return new TypeTable(words, strings);
  }

  private static ByteBuffer section(ByteBuffer in, int header, int offset, int length) {
    long start = Integer.toUnsignedLong(header) + Integer.toUnsignedLong(offset);
    if (start + Integer.toUnsignedLong(length) > in.limit()) {
      throw new BtfException("type information ends within a section");
    }
    return in.slice((int) start, length).order(in.order());
  }

  private static int[] starts(int[] words) {
    int[] found = new int[1 + Math.min(MAX_TYPES, words.length / COMMON_WORDS)];
    int id = 1;
    for (int at = 0; at < words.length; id++) {
      if (id == found.length || at > words.length - COMMON_WORDS) {
        throw new BtfException("type information ends within a type");
      }
      found[id] = at;
      int info = words[at + 1];
      at += TypeKind.of(kindNumber(info)).words(entriesOf(info));
      if (at > words.length) {
        throw new BtfException("type information ends within a type");
      }
    }
    return Arrays.copyOf(found, id);
  }

  /// One more than the largest id.
  int count() {
    return count;
  }

  TypeKind kind(int id) {
    return id == 0 ? TypeKind.VOID : TypeKind.of(kindNumber(info(id)));
  }

  /// How many members, values or parameters a type has.
  int entries(int id) {
    return id == 0 ? 0 : entriesOf(info(id));
  }

  /// Bit 31: for structs "members carry bit sizes", for enums "values are signed".
  boolean flag(int id) {
    return info(id) < 0;
  }

  /// The third word: a size in bytes or another type's id, as the kind has it.
  int sizeOrType(int id) {
    return words[start(id) + 2];
  }

  /// A word behind the common ones.
  int word(int id, int index) {
    int at = start(id) + COMMON_WORDS + index;
    if (at >= words.length) {
      throw new BtfException("type " + id + " has no word " + index);
    }
    return words[at];
  }

  int nameOffset(int id) {
    return id == 0 ? 0 : words[start(id)];
  }

  String name(int id) {
    return string(nameOffset(id));
  }

  String string(int offset) {
    if (offset < 0 || offset >= strings.length) {
      return "";
    }
    int end = offset;
    while (end < strings.length && end - offset < MAX_NAME_BYTES && strings[end] != 0) {
      end++;
    }
    return new String(strings, offset, end - offset, StandardCharsets.UTF_8);
  }

  boolean isEmpty(int offset) {
    return offset < 0 || offset >= strings.length || strings[offset] == 0;
  }

  /// Whether the string at an offset is this one, without making one of it.
  boolean stringIs(int offset, byte[] wanted) {
    long end = (long) offset + wanted.length;
    return offset >= 0
        && end < strings.length
        && strings[(int) end] == 0
        && Arrays.equals(strings, offset, (int) end, wanted, 0, wanted.length);
  }

  /// A hash of the string at an offset, for [NameIndex]; of an empty or missing one 0.
  int hash(int offset) {
    int hash = 0;
    if (offset > 0) {
      for (int at = offset; at < strings.length && strings[at] != 0; at++) {
        if (at - offset == MAX_NAME_BYTES) {
          return hash;
        }
        hash = NameIndex.mix(hash, strings[at]);
      }
    }
    return hash;
  }

  private int info(int id) {
    return words[start(id) + 1];
  }

  private int start(int id) {
    if (id <= 0 || id >= count) {
      throw new BtfException("there is no type " + id);
    }
    return starts[id];
  }

  private static int kindNumber(int info) {
    return (info >>> 24) & 0x1f;
  }

  private static int entriesOf(int info) {
    return info & 0xffff;
  }
}
