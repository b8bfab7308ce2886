/// What programs' messages mean: templates read from one data file per program
/// (`docs/reference/programs.md`), matched on bytes.
@NullMarked
package io.ironpost.logs.program;

import org.jspecify.annotations.NullMarked;
