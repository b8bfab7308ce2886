/// Commands that look into the spool from outside.
@NullMarked
package io.ironpost.cli.spool;

import org.jspecify.annotations.NullMarked;
