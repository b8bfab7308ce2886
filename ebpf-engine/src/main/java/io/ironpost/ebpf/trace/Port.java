package io.ironpost.ebpf.trace;

/// A port that somebody listens on. Numbers are per network namespace.
record Port(int netns, int number) {}
