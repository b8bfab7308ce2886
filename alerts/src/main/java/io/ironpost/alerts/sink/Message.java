package io.ironpost.alerts.sink;

import io.ironpost.core.alert.AlertUpdate;

/// An alert on its way to one receiver.
///
/// @param text the alert in the format that the sink is configured for; one line, no line end
/// @param mediaType of `text`
public record Message(AlertUpdate update, byte[] text, String mediaType) {}
