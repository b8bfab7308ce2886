/// `doctor`: what is wrong, how much of it was measured, and what to change.
@NullMarked
package io.ironpost.cli.doctor;

import org.jspecify.annotations.NullMarked;
