package io.ironpost.daemon.control;

import java.util.Optional;

/// @param json the alert in the native format, as it was told
/// @param acknowledged by whom, where somebody did
public record StoredAlert(String json, Optional<Acknowledgement> acknowledged) {}
