/// The books: what was received was delivered, dropped for a stated reason, or is in flight.
@NullMarked
package io.ironpost.core.ledger;

import org.jspecify.annotations.NullMarked;
