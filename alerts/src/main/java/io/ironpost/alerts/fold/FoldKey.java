package io.ironpost.alerts.fold;

/// By what repeats fold.
///
/// @param group who it is about ([io.ironpost.core.alert.Sighting#group])
record FoldKey(String ruleId, String group) {}
