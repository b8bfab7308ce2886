/// Alerts in the chats that people already watch.
///
/// An alert holds the attacker's text, and a chat runs what it reads: mentions call people, links
/// lead them away, markup hides and forges. So that text goes only where the chat reads none of it.
@NullMarked
package io.ironpost.alerts.sink.chat;

import org.jspecify.annotations.NullMarked;
