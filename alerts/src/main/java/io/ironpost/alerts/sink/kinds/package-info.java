/// The list of all kinds of receivers.
@NullMarked
package io.ironpost.alerts.sink.kinds;

import org.jspecify.annotations.NullMarked;
