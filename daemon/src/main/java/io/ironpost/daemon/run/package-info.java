/// The running program: modules in their order, reload, shutdown.
@NullMarked
package io.ironpost.daemon.run;

import org.jspecify.annotations.NullMarked;
