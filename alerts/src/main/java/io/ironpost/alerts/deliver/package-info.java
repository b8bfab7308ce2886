/// From the spool to each receiver: one courier per sink, which tries again, waits and counts.
@NullMarked
package io.ironpost.alerts.deliver;

import org.jspecify.annotations.NullMarked;
