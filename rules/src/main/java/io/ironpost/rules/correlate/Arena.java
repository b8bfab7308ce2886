package io.ironpost.rules.correlate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Blocks of bytes for group keys and windows, so that a million groups are a few arrays and not
/// millions of objects (an object header alone would eat an eighth of the 100 bytes a group may
/// cost).
///
/// Blocks come in classes of 1, 2, 3, 4, 6, 8, 12, 16, 24 … units of 8 bytes (at most a third
/// wasted), cut from pages of 256 KiB, with a free list per class. A handle is the block's unit
/// number; 0 is no block. Freed blocks serve their own class only, so a shift in sizes leaves
/// holes: [#worthCompacting] says when copying everything together pays.
final class Arena {
  static final int NONE = 0;
  static final int PAGE_BYTES = 256 * 1024;

  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int UNIT_SHIFT = 3;
  private static final int PAGE_SHIFT = 15;
  private static final int PAGE_UNITS = 1 << PAGE_SHIFT;

  /// Below this much memory holes are not worth a copy.
  private static final int COMPACT_FROM_PAGES = 16;

  private static final int[] CLASS_UNITS = classes();

  private final int[] free = new int[CLASS_UNITS.length];
  private byte[][] pages = new byte[4][];
  private byte[][] oldPages = new byte[0][];
  private int pageCount;
  private int bump; // the next unit never handed out
  private long liveBytes;

  /// The class of the smallest block with room for `bytes`.
  static int classOf(int bytes) {
    int units = (bytes + 7) >>> UNIT_SHIFT;
    if (units <= 4) {
      return Math.max(units - 1, 0);
    }
    int found = Arrays.binarySearch(CLASS_UNITS, units);
    return found >= 0 ? found : -found - 1;
  }

  static int bytesOf(int sizeClass) {
    return CLASS_UNITS[sizeClass] << UNIT_SHIFT;
  }

  int allocate(int sizeClass) {
    liveBytes += bytesOf(sizeClass);
    int handle = free[sizeClass];
    if (handle == NONE) {
      return cut(CLASS_UNITS[sizeClass]);
    }
    free[sizeClass] = (int) INT.get(page(handle), offset(handle));
    return handle;
  }

  void free(int handle, int sizeClass) {
    liveBytes -= bytesOf(sizeClass);
    INT.set(page(handle), offset(handle), free[sizeClass]);
    free[sizeClass] = handle;
  }

  byte[] page(int handle) {
    return pages[handle >>> PAGE_SHIFT];
  }

  /// Where a block was before the compaction under way.
  byte[] oldPage(int handle) {
    return oldPages[handle >>> PAGE_SHIFT];
  }

  int offset(int handle) {
    return (handle & (PAGE_UNITS - 1)) << UNIT_SHIFT;
  }

  long reservedBytes() {
    return (long) pageCount * PAGE_BYTES;
  }

  boolean worthCompacting() {
    return pageCount >= COMPACT_FROM_PAGES && reservedBytes() > 2 * liveBytes;
  }

  /// Starts a compaction: every owner must then [#move] all its blocks before [#endMove].
  void beginMove() {
    oldPages = pages;
    clear();
  }

  int move(int old, int sizeClass) {
    int handle = allocate(sizeClass);
    System.arraycopy(oldPage(old), offset(old), page(handle), offset(handle), bytesOf(sizeClass));
    return handle;
  }

  void endMove() {
    oldPages = new byte[0][];
  }

  /// Forgets all blocks.
  void clear() {
    pages = new byte[4][];
    pageCount = 0;
    bump = 0;
    liveBytes = 0;
    Arrays.fill(free, NONE);
  }

  private int cut(int units) {
    boolean fits = bump != NONE && (bump & (PAGE_UNITS - 1)) + units <= PAGE_UNITS;
    if (!fits || (bump & (PAGE_UNITS - 1)) == 0) {
      bump = addPage();
    }
    int handle = bump;
    bump += units;
    return handle;
  }

  private int addPage() {
    if (pageCount == 0) {
      pageCount = 1; // page 0 stays empty, so that no handle is 0
    }
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
    }
    pages[pageCount] = new byte[PAGE_BYTES];
    return pageCount++ << PAGE_SHIFT;
  }

  private static int[] classes() {
    int[] units = new int[32];
    int count = 0;
    units[count++] = 1;
    units[count++] = 2;
    for (int size = 2; size < PAGE_UNITS; size *= 2) {
      units[count++] = size + size / 2;
      units[count++] = size * 2;
    }
    return Arrays.copyOf(units, count);
  }
}
