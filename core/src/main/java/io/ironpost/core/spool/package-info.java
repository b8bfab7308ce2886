/// The seam between what is durable and those who deliver it: one spool, many readers.
@NullMarked
package io.ironpost.core.spool;

import org.jspecify.annotations.NullMarked;
