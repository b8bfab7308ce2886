/// Captures read without privileges: pcap and pcapng.
@NullMarked
package io.ironpost.ebpf.capture;

import org.jspecify.annotations.NullMarked;
