/// What sinks say in words: the attacker's text made harmless, summaries for people, JSON.
@NullMarked
package io.ironpost.alerts.sink.text;

import org.jspecify.annotations.NullMarked;
