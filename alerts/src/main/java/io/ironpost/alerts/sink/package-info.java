/// Where alerts go: one class per kind of receiver.
@NullMarked
package io.ironpost.alerts.sink;

import org.jspecify.annotations.NullMarked;
