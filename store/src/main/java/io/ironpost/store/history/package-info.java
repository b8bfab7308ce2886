/// The alerts of the past, in SQLite or PostgreSQL: what the command line and the API ask.
///
/// The spool is the log that nothing is lost from; history is made from it. Each batch and the
/// spool's sequence up to which it reaches are one transaction ([HistoryWriter]), so after a crash
/// the two agree exactly and the spool is read on from there.
@NullMarked
package io.ironpost.store.history;

import org.jspecify.annotations.NullMarked;
