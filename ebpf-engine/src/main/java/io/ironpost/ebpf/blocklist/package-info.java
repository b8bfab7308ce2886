/// Who is blocked, until when and why.
@NullMarked
package io.ironpost.ebpf.blocklist;

import org.jspecify.annotations.NullMarked;
