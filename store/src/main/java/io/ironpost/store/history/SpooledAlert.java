package io.ironpost.store.history;

import io.ironpost.core.alert.AlertUpdate;

/// An alert to be kept.
///
/// @param document the same in native JSON, UTF-8; kept as it is and handed out as it is
public record SpooledAlert(AlertUpdate update, byte[] document) {}
