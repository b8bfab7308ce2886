/// Types as the kernel describes them (BTF), read and written.
@NullMarked
package io.ironpost.bpf.btf;

import org.jspecify.annotations.NullMarked;
