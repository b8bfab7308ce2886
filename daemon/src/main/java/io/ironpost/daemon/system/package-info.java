/// What the program has to do with the system that starts and stops it.
@NullMarked
package io.ironpost.daemon.system;

import org.jspecify.annotations.NullMarked;
