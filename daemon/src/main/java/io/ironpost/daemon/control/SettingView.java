package io.ironpost.daemon.control;

/// @param key dotted
/// @param value as it would stand in the file; masked when it is secret
/// @param origin where the value came from: `ironpost.toml:3:1`, a variable, `default`
public record SettingView(String key, String value, String origin) {}
