package io.ironpost.ebpf.guard;

/// Something that is missing or works less well than asked for, while the rest works.
///
/// @param name a word that stays the same: `xdp.skb`, `pin`, `egress`
/// @param why for people, with what to do about it
public record Degradation(String name, String why) {}
