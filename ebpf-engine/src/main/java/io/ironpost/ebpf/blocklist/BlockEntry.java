package io.ironpost.ebpf.blocklist;

import io.ironpost.core.net.IpPrefix;

/// A prefix that stands in the table.
///
/// @param dropped packets so far; 0 where the table does not count them
public record BlockEntry(IpPrefix prefix, BlockRule rule, long dropped) {}
