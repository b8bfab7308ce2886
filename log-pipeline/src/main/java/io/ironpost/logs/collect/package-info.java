/// Reads log lines from where they are written and hands them on as batches of whole lines.
@NullMarked
package io.ironpost.logs.collect;

import org.jspecify.annotations.NullMarked;
