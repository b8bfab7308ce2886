/// What every module of Ironpost speaks: no I/O happens below this package.
@NullMarked
package io.ironpost.core;

import org.jspecify.annotations.NullMarked;
