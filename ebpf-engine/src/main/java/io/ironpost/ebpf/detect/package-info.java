/// What a run of packets says: floods, scans, beacons.
@NullMarked
package io.ironpost.ebpf.detect;

import org.jspecify.annotations.NullMarked;
