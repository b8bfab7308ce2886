package io.ironpost.bpf.kernel;

import io.ironpost.bpf.asm.AttachType;
import java.util.Locale;

/// Which way a packet goes past a program at an interface's traffic control.
public enum TrafficDirection {
  INGRESS(AttachType.TCX_INGRESS, 0xffff_fff2),
  EGRESS(AttachType.TCX_EGRESS, 0xffff_fff3);

  private final AttachType attach;
  private final int classifierParent;

  TrafficDirection(AttachType attach, int classifierParent) {
    this.attach = attach;
    this.classifierParent = classifierParent;
  }

  AttachType attach() {
    return attach;
  }

  /// Before tcx: TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_INGRESS or _EGRESS),
  /// include/uapi/linux/pkt_sched.h.
  int classifierParent() {
    return classifierParent;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
