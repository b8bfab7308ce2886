package io.ironpost.ebpf.packet;

/// What became of the bytes of a frame.
public enum Decoded {
  PACKET("IP packets"),
  NOT_IP("frames without IP (ARP and the like)"),
  CUT("packets cut off before their ports"),
  MALFORMED("packets whose headers contradict themselves"),
  UNKNOWN_LINK("frames of a link type that is not read");

  private final String words;

  Decoded(String words) {
    this.words = words;
  }

  /// For people.
  public String words() {
    return words;
  }
}
