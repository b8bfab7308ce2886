/// The durable log between what raises alerts and those who deliver them: appended to once, read by
/// many, each at its own pace.
@NullMarked
package io.ironpost.store.spool;

import org.jspecify.annotations.NullMarked;
