/// The systemd journal, through journalctl.
@NullMarked
package io.ironpost.logs.journald;

import org.jspecify.annotations.NullMarked;
