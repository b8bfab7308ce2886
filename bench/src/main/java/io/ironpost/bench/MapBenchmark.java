package io.ironpost.bench;

import io.ironpost.bpf.asm.MapSpec;
import io.ironpost.bpf.kernel.BpfMap;
import io.ironpost.bpf.kernel.LpmKey;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Nanoseconds (and, with `-prof gc`, bytes) per entry of a map in the kernel, 100,000 entries in
/// it. Takes root. Most of it is the system call: the same loop in C is the floor.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MapBenchmark {
  private static final int ENTRIES = 100_000;

  private final SplittableRandom random = new SplittableRandom(1);
  private final MemorySegment prefix = MemorySegment.ofArray(new byte[LpmKey.V4_BYTES]);
  private final MemorySegment expiry = MemorySegment.ofArray(new long[] {1});
  private final int[] keys = new int[ENTRIES];
  private final MemorySegment values = MemorySegment.ofArray(new long[ENTRIES]);
  private final BpfMap hash = BpfMap.create(MapSpec.hash("bench_hash", 4, 8, ENTRIES));
  private final BpfMap trie =
      BpfMap.create(MapSpec.lpmTrie("bench_trie", LpmKey.V4_BYTES, 8, ENTRIES));

  @Setup
  public void setUp() {
    for (int i = 0; i < ENTRIES; i++) {
      keys[i] = i;
      LpmKey.v4(prefix, i << 8, 24);
      trie.update(prefix, expiry);
    }
    updateAll();
  }

  @TearDown
  public void tearDown() {
    hash.close();
    trie.close();
  }

  @Benchmark
  public long lookup() {
    return hash.lookup(random.nextInt(ENTRIES), 0);
  }

  @Benchmark
  public void update() {
    hash.update(random.nextInt(ENTRIES), 1);
  }

  /// What blocking an address is.
  @Benchmark
  public void updateTrie() {
    LpmKey.v4(prefix, random.nextInt(ENTRIES) << 8, 24);
    trie.update(prefix, expiry);
  }

  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public void updateAll() {
    hash.updateAll(MemorySegment.ofArray(keys), values, ENTRIES);
  }

  @Benchmark
  @OperationsPerInvocation(ENTRIES)
  public int readAll() {
    return hash.count();
  }
}
