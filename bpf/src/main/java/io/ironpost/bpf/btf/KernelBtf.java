package io.ironpost.bpf.btf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The types of the running kernel, so that a program written once reads the right bytes on each
/// (what libbpf calls CO-RE: offsets are looked up here while the program is being built).
///
/// ```java
/// KernelBtf kernel = KernelBtf.running();
/// int parent = kernel.offset("task_struct.real_parent");
/// if (kernel.exists("task_struct.__state")) … // renamed in 5.14
/// int hook = kernel.tracepoint("sched_process_exec").orElseThrow();
/// ```
///
/// A path begins with a struct, union or typedef and goes through what lies *within* it. A pointer
/// ends it: what it points to is another read of the program.
///
/// Nothing but an index by name is built (some 10 ms, 8 MB for 150,000 types); let go of it when
/// the programs are built. For one thread at a time or many: it does not change.
public final class KernelBtf {
  private static final Path RUNNING = Path.of("/sys/kernel/btf/vmlinux");

  /// How `include/trace/bpf_probe.h` names the type of a tracepoint's function.
  private static final String TRACEPOINT = "btf_trace_";

  private final TypeTable types;
  private final NameIndex names;
  private final MemberSearch members;

  private KernelBtf(TypeTable types) {
    this.types = types;
    this.names = new NameIndex(types);
    this.members = new MemberSearch(types);
  }

  /// @throws BtfException when the kernel was built without (CONFIG_DEBUG_INFO_BTF)
  public static KernelBtf running() {
    return read(RUNNING);
  }

  /// Reads a file of raw BTF, as the kernel shows its own.
  public static KernelBtf read(Path file) {
    if (!Files.isReadable(file)) {
      throw new BtfException(
          file + " is not there: the kernel needs CONFIG_DEBUG_INFO_BTF=y (5.2 and later)");
    }
    try {
      return parse(bytes(file));
    } catch (IOException e) {
      throw new BtfException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /// @param bytes in either byte order
  /// @throws BtfException when they are not BTF
  public static KernelBtf parse(ByteBuffer bytes) {
    return new KernelBtf(TypeTable.read(bytes));
  }

  private static ByteBuffer bytes(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (IOException _) {
      return ByteBuffer.wrap(Files.readAllBytes(file)); // sysfs could not be mapped before 6.16
    }
  }

  /// Whether there is such a struct, union, enum or typedef (`task_struct`), or such a member
  /// (`task_struct.real_parent`).
  public boolean exists(String path) {
    return path.indexOf('.') < 0 ? holder(path) != 0 : member(path).isPresent();
  }

  public OptionalInt typeId(String name, TypeKind... kinds) {
    return known(names.find(name, kinds));
  }

  /// What a struct, union, enum or typedef takes.
  ///
  /// @throws BtfException when there is none of that name
  public int sizeBytes(String name) {
    int id = holder(name);
    if (id == 0) {
      throw new BtfException("this kernel has no type " + name);
    }
    return members.sizeBytes(id);
  }

  /// Where a member lies; empty when this kernel has none of that name.
  ///
  /// @param path `task_struct.real_parent`, `sock.__sk_common.skc_family`
  /// @throws BtfException when the path goes on behind a pointer or a bit field
  public Optional<Member> member(String path) {
    String[] names = path.split("\\.", -1);
    if (names.length < 2) {
      throw new BtfException(path + " names no member");
    }
    Optional<Member> found = members.find(holder(names[0]), names[1], path, 0);
    for (int step = 2; step < names.length && found.isPresent(); step++) {
      Member outer = found.get();
      int type = members.withoutAliases(outer.typeId());
      if (!types.kind(type).hasMembers()) {
        throw new BtfException(
            "%s: %s is no struct or union but %s"
                .formatted(path, names[step - 1], types.kind(type)));
      }
      found = members.find(type, names[step], path, outer.bitOffset());
    }
    return found;
  }

  /// [#member] of what must be there, in bytes.
  ///
  /// @throws BtfException when it is not, or is a bit field
  public int offset(String path) {
    return member(path)
        .orElseThrow(() -> new BtfException("this kernel has no " + path))
        .offsetBytes();
  }

  /// The value of an enumeration's constant (`bpf_func_id`, `BPF_FUNC_ringbuf_reserve`). Of the
  /// kernel's own lists this says what it supports.
  public OptionalLong enumValue(String enumeration, String constant) {
    int id = names.find(enumeration, TypeKind.ENUM, TypeKind.ENUM64);
    return id == 0 ? OptionalLong.empty() : Constants.value(types, id, constant);
  }

  /// The value of a constant of any enumeration; most of them have no name of their own. This looks
  /// through all of them.
  public OptionalLong constant(String name) {
    return Constants.anywhere(types, name);
  }

  /// The id to attach a `tp_btf` program to.
  ///
  /// @param name without its group: `sched_process_exec`
  public OptionalInt tracepoint(String name) {
    return known(names.find(TRACEPOINT + name, TypeKind.TYPEDEF));
  }

  /// The id of a function of the kernel, for `fentry`, `fexit` and calls of kfuncs.
  public OptionalInt function(String name) {
    return known(names.find(name, TypeKind.FUNC));
  }

  private int holder(String name) {
    return names.find(
        name, TypeKind.STRUCT, TypeKind.UNION, TypeKind.TYPEDEF, TypeKind.ENUM, TypeKind.ENUM64);
  }

  private static OptionalInt known(int id) {
    return id == 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }
}
