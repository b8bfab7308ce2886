package io.ironpost.ebpf.guard;

import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.kernel.BpfException;
import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.bpf.kernel.Link;
import io.ironpost.bpf.kernel.Pins;
import io.ironpost.bpf.kernel.WrongShapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What outlives the program, as names in a bpffs: maps in a folder of their layout's version,
/// links beside it.
///
/// A link's name says which program it holds and where: `in_native_2`, `out_3`. Dots are not
/// allowed there, and names of interfaces may have them, so their numbers stand for them. A pinned
/// link goes on with its old program and maps until the new program takes its place in one step.
final class GuardPins {
  /// Raised when [BlockLayout], [Hints] or the maps' meaning change. Maps of another version cannot
  /// be read: whoever orders blocks puts them into the new ones again.
  static final int VERSION = 2;

  private static final String MAPS = "maps_v";
  private static final String LINKS = "links";
  private static final String NEW = "_new";

  private final Optional<Path> folder;

  private GuardPins(Optional<Path> folder) {
    this.folder = folder;
  }

  /// Nothing is kept.
  static GuardPins none() {
    return new GuardPins(Optional.empty());
  }

  /// @throws io.ironpost.bpf.kernel.BpfException when nothing can be pinned there
  static GuardPins below(Path folder) {
    Pins.folder(folder.resolve(LINKS));
    Pins.folder(folder.resolve(MAPS + VERSION));
    return new GuardPins(Optional.of(folder));
  }

  /// Whether anything was ever pinned there.
  static boolean isUsed(Path folder) {
    return Files.isDirectory(folder.resolve(LINKS));
  }

  boolean isOn() {
    return folder.isPresent();
  }

  /// The pinned map, or a new one that is pinned at once; one of another size with the old one's
  /// entries.
  BpfMap map(MapSpec spec) {
    return folder.map(f -> map(spec, mapPath(f, spec))).orElseGet(() -> BpfMap.create(spec));
  }

  private static Path mapPath(Path folder, MapSpec spec) {
    return folder.resolve(MAPS + VERSION).resolve(spec.name());
  }

  private static BpfMap map(MapSpec spec, Path path) {
    if (!Files.exists(path)) {
      return pinned(BpfMap.create(spec), path);
    }
    try {
      return BpfMap.openPinned(path, spec);
    } catch (WrongShapeException _) { // other settings than in the life before
      return resized(spec, path);
    }
  }

  /// One that cannot be pinned is not kept open either.
  private static BpfMap pinned(BpfMap fresh, Path path) {
    try {
      fresh.pin(path);
      return fresh;
    } catch (BpfException e) {
      fresh.close();
      throw e;
    }
  }

  private static BpfMap resized(MapSpec spec, Path path) {
    BpfMap fresh = BpfMap.create(spec);
    try (BpfMap old = BpfMap.openPinned(path)) {
      int[] copied = {0};
      old.forEach((key, value) -> {
        if (copied[0]++ < spec.maxEntries()) {
          fresh.update(key, value);
        }
      });
    }
    Path temporary = path.resolveSibling(path.getFileName() + NEW);
    Pins.unpin(temporary);
    pinned(fresh, temporary);
    move(temporary, path);
    return fresh;
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new GuardException("cannot rename %s: %s".formatted(from, e), e);
    }
  }

  /// The link of this name, if it still holds a program to that interface.
  Optional<Link> link(String name, int interfaceIndex) {
    Optional<Path> path = folder.map(f -> f.resolve(LINKS).resolve(name)).filter(Files::exists);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Link link = Link.openPinned(path.get());
    if (link.info().interfaceIndex() == interfaceIndex) {
      return Optional.of(link);
    }
    link.close(); // the interface has gone, and its number perhaps come again
    Pins.unpin(path.get());
    return Optional.empty();
  }

  void keep(String name, Link link) {
    folder.ifPresent(f -> link.pin(f.resolve(LINKS).resolve(name)));
  }

  /// Lets go of a link: if nobody else holds it, its program ends.
  void drop(String name) {
    folder.ifPresent(f -> Pins.unpin(f.resolve(LINKS).resolve(name)));
  }

  /// Lets go of links that are not among these, and of maps of other versions: links of interfaces
  /// that are no longer guarded.
  void keepOnly(List<String> names) {
    folder.ifPresent(f -> {
      for (Path path : list(f.resolve(LINKS))) {
        if (!names.contains(path.getFileName().toString())) {
          Pins.unpin(path);
        }
      }
      for (Path path : list(f)) {
        String name = path.getFileName().toString();
        if (name.startsWith(MAPS) && !name.equals(MAPS + VERSION)) {
          remove(path);
        }
      }
    });
  }

  /// Lets go of everything.
  void clear() {
    folder.ifPresent(f -> {
      remove(f.resolve(LINKS));
      remove(f.resolve(MAPS + VERSION));
    });
  }

  private static void remove(Path folder) {
    list(folder).forEach(Pins::unpin);
    Pins.unpin(folder);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (NoSuchFileException _) {
      return List.of(); // somebody took it away: nothing is pinned there
    } catch (IOException e) {
      throw new GuardException("cannot list %s: %s".formatted(folder, e), e);
    }
  }
}
