/// From bytes that something logged to records that rules can judge.
@NullMarked
package io.ironpost.logs;

import org.jspecify.annotations.NullMarked;
