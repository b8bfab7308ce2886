package io.ironpost.rules.read;

/// A rule that cannot be used, and its first error.
///
/// @param rule its title, id or name, whatever there is; empty when not even that can be read
public record Refusal(String rule, Problem reason) {}
