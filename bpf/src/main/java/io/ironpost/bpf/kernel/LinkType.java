package io.ironpost.bpf.kernel;

/// What a link holds (`enum bpf_link_type`, `include/uapi/linux/bpf.h`), in the kernel's order.
public enum LinkType {
  UNKNOWN,
  RAW_TRACEPOINT,
  TRACING,
  CGROUP,
  ITER,
  NETNS,
  XDP,
  PERF_EVENT,
  KPROBE_MULTI,
  STRUCT_OPS,
  NETFILTER,
  TCX,
  UPROBE_MULTI,
  NETKIT,
  SOCKMAP;

  static LinkType of(int number) {
    return number > 0 && number < values().length ? values()[number] : UNKNOWN;
  }
}
