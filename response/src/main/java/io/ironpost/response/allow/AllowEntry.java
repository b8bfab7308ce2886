package io.ironpost.response.allow;

import io.ironpost.core.net.IpPrefix;

/// Addresses that are never blocked.
///
/// @param why in words that go on after "it is": `an address of this host (eth0)`, `the resolver of
///   /etc/resolv.conf`, `in response.allow`
public record AllowEntry(IpPrefix prefix, String why) {}
