package io.ironpost.bpf.kernel;

/// What a program is run on by [BpfProgram#test]. The kernel adds what a driver would (headroom, a
/// receive queue of the loopback), so helpers that change the packet work.
///
/// @param data the packet; of XDP and tc programs at least the 14 bytes of an Ethernet header
/// @param context what stands in its context (`struct xdp_md`, `__sk_buff`, the arguments of a raw
///   tracepoint); empty for the kernel's own
/// @param repeat how often, in one go; more than once is for measuring
public record TestInput(byte[] data, byte[] context, int repeat) {
  private static final byte[] NOTHING = {};

  public TestInput {
    data = data.clone();
    context = context.clone();
    if (repeat < 1) {
      throw new IllegalArgumentException("a test runs at least once, not " + repeat + " times");
    }
  }

  public static TestInput of(byte[] data) {
    return new TestInput(data, NOTHING, 1);
  }

  /// For programs that see no packet.
  public static TestInput ofContext(byte[] context) {
    return new TestInput(NOTHING, context, 1);
  }

  public TestInput withContext(byte[] other) {
    return new TestInput(data, other, repeat);
  }

  public TestInput repeated(int times) {
    return new TestInput(data, context, times);
  }

  @Override
  public byte[] data() {
    return data.clone();
  }

  @Override
  public byte[] context() {
    return context.clone();
  }
}
