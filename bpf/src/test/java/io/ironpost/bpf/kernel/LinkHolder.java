package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.ProgramSpec;
import io.ironpost.bpf.asm.ProgramType;
import io.ironpost.bpf.asm.XdpMd;
import java.nio.file.Path;

/// A program of its own that attaches to XDP and waits to be killed.
final class LinkHolder {
  static final String READY = "attached";

  private LinkHolder() {}

  /// @param arguments the interface's number and, to pin the link, where
  static void main(String[] arguments) throws InterruptedException {
    Counting counting = Counting.loaded(ProgramSpec.of("held", ProgramType.XDP), XdpMd.PASS);
    int index = Integer.parseInt(arguments[0]);
    Link link = (Link) Hooks.xdp(counting.program(), index, XdpMode.NATIVE);
    if (arguments.length > 1) {
      link.pin(Path.of(arguments[1]));
    }
    IO.println(READY);
    Thread.currentThread().join();
  }
}
