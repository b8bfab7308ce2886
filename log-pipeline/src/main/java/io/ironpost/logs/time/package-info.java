/// Reads the times that logs are written with, without making an object.
@NullMarked
package io.ironpost.logs.time;

import org.jspecify.annotations.NullMarked;
