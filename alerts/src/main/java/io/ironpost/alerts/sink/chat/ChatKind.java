package io.ironpost.alerts.sink.chat;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Complaint;
import io.ironpost.alerts.sink.SinkKind;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.SinkPlace;
import io.ironpost.alerts.sink.UnusableSinkException;
import io.ironpost.alerts.sink.http.HttpKeys;
import io.ironpost.alerts.sink.http.HttpReceiver;
import io.ironpost.core.config.Key;
import java.util.List;

/// `type = "slack"`, `"teams"`, `"discord"`: a webhook that needs nothing but its URL.
///
/// The message is for people and has its chat's form whatever the sink's `format` says.
public final class ChatKind implements SinkKind {
  private final String word;
  private final String name;
  private final ChatForm form;

  private ChatKind(String word, String name, ChatForm form) {
    this.word = word;
    this.name = name;
    this.form = form;
  }

  /// All chats there are.
  public static List<SinkKind> all() {
    return List.of(
        new ChatKind("slack", "Slack", new Slack()),
        new ChatKind("teams", "Microsoft Teams", new Teams()),
        new ChatKind("discord", "Discord", new Discord()));
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String about() {
    return "A message for people in " + name + ", by an incoming webhook.";
  }

  @Override
  public List<Key<?>> keys() {
    return HttpKeys.transport();
  }

  @Override
  public List<Complaint> check(SinkOptions options) {
    return HttpKeys.check(new NoHeaders(options));
  }

  @Override
  public AlertSink open(SinkOptions options, SinkPlace place) {
    UnusableSinkException.throwUnless(word, check(options));
    return new ChatSink(word, form, HttpReceiver.of(new NoHeaders(options), place, ""));
  }

  /// The URL alone says who we are: what else HTTP sinks can be told has its default.
  private record NoHeaders(SinkOptions options) implements SinkOptions {
    @Override
    public <T> T get(Key<T> key) {
      return HttpKeys.transport().contains(key) ? options.get(key) : key.byDefault();
    }
  }
}
