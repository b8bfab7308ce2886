/// Lines in as they come, verdicts out at once: the pipeline of the running program.
@NullMarked
package io.ironpost.logs.live;

import org.jspecify.annotations.NullMarked;
