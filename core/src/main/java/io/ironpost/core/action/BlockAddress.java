package io.ironpost.core.action;

import io.ironpost.core.net.IpPrefix;

/// Drops every packet that comes from an address or a network.
public record BlockAddress(IpPrefix address) implements Action {
  @Override
  public String kind() {
    return "block_address";
  }

  @Override
  public String target() {
    return address.toString();
  }
}
