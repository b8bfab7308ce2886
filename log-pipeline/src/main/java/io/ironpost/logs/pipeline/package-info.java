/// Lines in, verdicts out: who parses and judges what, on which thread, in which order.
@NullMarked
package io.ironpost.logs.pipeline;

import org.jspecify.annotations.NullMarked;
