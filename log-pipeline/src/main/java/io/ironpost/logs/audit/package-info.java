/// The Linux audit daemon's log: records that span lines, values that are hidden in hex.
@NullMarked
package io.ironpost.logs.audit;

import org.jspecify.annotations.NullMarked;
