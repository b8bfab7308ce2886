/// What runs for as long as the program does, and what keeps it running.
@NullMarked
package io.ironpost.core.module;

import org.jspecify.annotations.NullMarked;
