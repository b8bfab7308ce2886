package io.ironpost.alerts.sink.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Takes the first bytes of a body and no more, whatever the receiver sends. A body that breaks off
/// is told apart from a whole one and is no failure: what the status said stands.
final class FirstBytes implements BodySubscriber<FirstBytes.Body> {
  /// Enough for the answer to 100 alerts by `_bulk`; no receiver can fill our memory.
  static final int MAX_BYTES = 64 << 10;

  record Body(byte[] bytes, boolean whole) {}

  private final CompletableFuture<Body> body = new CompletableFuture<>();
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private Flow.@Nullable Subscription subscription;

  @Override
  public CompletionStage<Body> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[Math.min(buffer.remaining(), MAX_BYTES - taken.size())];
      buffer.get(bytes);
      taken.writeBytes(bytes);
      if (buffer.hasRemaining() && subscription != null) {
        subscription.cancel();
        end(false);
        return;
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    end(false);
  }

  @Override
  public void onComplete() {
    end(true);
  }

  /// What came before the connection broke.
  byte[] soFar() {
    return body.isDone() ? body.join().bytes() : new byte[0];
  }

  /// Called also when time is up: the sink does not wait for the rest.
  void end(boolean whole) {
    body.complete(new Body(taken.toByteArray(), whole));
  }
}
