/// The seam between those who make records and those who judge them.
@NullMarked
package io.ironpost.core.judge;

import org.jspecify.annotations.NullMarked;
