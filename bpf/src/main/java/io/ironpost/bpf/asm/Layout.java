package io.ironpost.bpf.asm;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A structure that a kernel program and Java share: a map's key or value, a ring's record, a
/// header on the wire.
///
/// ```java
/// private static final Layout.Builder FIELDS = Layout.struct("packet_event");
/// static final Field TIME = FIELDS.u64("ktime_ns");
/// static final Field SOURCE = FIELDS.bytes("src", 16);
/// static final Field PORT = FIELDS.u16Big("port");
/// static final Layout LAYOUT = FIELDS.build();
/// ```
///
/// @param size with the padding at the end that lets it stand in an array
public record Layout(String name, List<Field> fields, int size, int alignment) {

  public Layout {
    fields = List.copyOf(fields);
  }

  /// Each member is aligned as C would align it; padding between is implied.
  public static Builder struct(String name) {
    return new Builder(name, false);
  }

  /// Members follow each other without padding, as in headers on the wire.
  public static Builder packed(String name) {
    return new Builder(name, true);
  }

  public Field field(String wanted) {
    return fields.stream()
        .filter(f -> f.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no field " + wanted));
  }

  /// The same for the FFM API.
  public StructLayout memoryLayout() {
    var members = new ArrayList<MemoryLayout>();
    int at = 0;
    for (Field f : fields) {
      if (f.offset() > at) {
        members.add(MemoryLayout.paddingLayout(f.offset() - at));
      }
      members.add(memoryLayout(f).withName(f.name()));
      at = f.end();
    }
    if (size > at) {
      members.add(MemoryLayout.paddingLayout(size - at));
    }
    return MemoryLayout.structLayout(members.toArray(MemoryLayout[]::new)).withName(name);
  }

  private static MemoryLayout memoryLayout(Field f) {
    ValueLayout element =
        switch (f.width()) {
          case B -> ValueLayout.JAVA_BYTE;
          case H -> ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(f.order());
          case W -> ValueLayout.JAVA_INT_UNALIGNED.withOrder(f.order());
          case DW -> ValueLayout.JAVA_LONG_UNALIGNED.withOrder(f.order());
        };
    return f.count() == 1 ? element : MemoryLayout.sequenceLayout(f.count(), element);
  }

  /// Places members one behind the other.
  public static final class Builder {
    private final String name;
    private final boolean packed;
    private final List<Field> fields = new ArrayList<>();
    private int end;
    private int alignment = 1;

    Builder(String name, boolean packed) {
      this.name = name;
      this.packed = packed;
    }

    public Field u8(String field) {
      return add(field, Size.B, 1, ByteOrder.nativeOrder());
    }

    public Field u16(String field) {
      return add(field, Size.H, 1, ByteOrder.nativeOrder());
    }

    public Field u32(String field) {
      return add(field, Size.W, 1, ByteOrder.nativeOrder());
    }

    public Field u64(String field) {
      return add(field, Size.DW, 1, ByteOrder.nativeOrder());
    }

    /// In network order; the assembler stores and loads it as it is, [Field#get] turns it.
    public Field u16Big(String field) {
      return add(field, Size.H, 1, ByteOrder.BIG_ENDIAN);
    }

    public Field u32Big(String field) {
      return add(field, Size.W, 1, ByteOrder.BIG_ENDIAN);
    }

    public Field u64Big(String field) {
      return add(field, Size.DW, 1, ByteOrder.BIG_ENDIAN);
    }

    /// Text, addresses, anything without an order; aligned to nothing.
    public Field bytes(String field, int count) {
      return add(field, Size.B, count, ByteOrder.nativeOrder());
    }

    public Field array(String field, Size width, int count) {
      return add(field, width, count, ByteOrder.nativeOrder());
    }

    /// Moves the next member to a multiple, for byte arrays that are read in words.
    public Builder align(int to) {
      end = Layout.align(end, to);
      alignment = packed ? 1 : Math.max(alignment, to);
      return this;
    }

    public Layout build() {
      return new Layout(name, fields, Layout.align(end, alignment), alignment);
    }

    private Field add(String field, Size width, int count, ByteOrder order) {
      if (!packed) {
        align(width.bytes());
      }
      Field added = new Field(field, end, width, count, order);
      fields.add(added);
      end = added.end();
      return added;
    }
  }

  private static int align(int at, int to) {
    return (at + to - 1) / to * to;
  }
}
