/// eBPF for the JVM: programs built, loaded, attached and read from Java.
@NullMarked
package io.ironpost.bpf;

import org.jspecify.annotations.NullMarked;
