/// From alerts to actions: policies, allowlist, journal, undo.
@NullMarked
package io.ironpost.response;

import org.jspecify.annotations.NullMarked;
