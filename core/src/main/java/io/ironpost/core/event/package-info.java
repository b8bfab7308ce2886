/// What travels: records made of slices of the bytes that were read.
@NullMarked
package io.ironpost.core.event;

import org.jspecify.annotations.NullMarked;
