package io.ironpost.alerts.sink.mail;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.Message;
import io.ironpost.alerts.sink.SinkOptions;
import io.ironpost.alerts.sink.text.Visible;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/// One connection for a batch, one mail for each alert. Delivered is what the server took
/// responsibility for: its answer to the text was 250 (RFC 5321 §6.1).
final class SmtpSink implements AlertSink {
  private static final int MAX_REASON_CHARS = 300;

  /// RFC 5321 §4.2.1: 5yz is for ever, 4yz for now.
  private static final int FOR_EVER = 500;

  /// Each may take as long as the server's answers do.
  private static final int MAX_BATCH = 20;

  private final MailSession mail;
  private final String from;
  private final List<String> to;
  private final String prefix;

  /// Of the mail that some receivers got and others not yet: who has it.
  private final Set<Address> served = new HashSet<>();

  private String servedKey = "";

  SmtpSink(MailSession mail, SinkOptions options) {
    this.mail = mail;
    this.from = options.get(SmtpKind.FROM);
    this.to = options.get(SmtpKind.TO);
    this.prefix = options.get(SmtpKind.SUBJECT_PREFIX);
  }

  @Override
  public String kind() {
    return SmtpKind.WORD;
  }

  @Override
  public int maxBatch() {
    return MAX_BATCH;
  }

  @Override
  public Delivery deliver(List<Message> messages) throws InterruptedException {
    int taken = 0;
    try (Transport transport = mail.connect()) {
      for (; taken < messages.size(); taken++) {
        Optional<String> refused = send(transport, messages.get(taken));
        if (refused.isPresent()) {
          return new Delivery.Refused(taken, refused.get());
        }
      }
      return new Delivery.Delivered();
    } catch (MessagingException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      // Also when saying goodbye failed: all were taken then.
      return taken == messages.size()
          ? new Delivery.Delivered()
          : new Delivery.TryAgain(taken, reason(e), Duration.ZERO);
    }
  }

  /// Sends one mail; the reason, when it is refused for ever.
  private Optional<String> send(Transport transport, Message message) throws MessagingException {
    AlertMail text = new AlertMail(mail.session(), message, from, to, prefix);
    if (!message.update().key().equals(servedKey)) {
      served.clear();
      servedKey = message.update().key();
    }
    List<Address> waiting = new ArrayList<>();
    for (String address : to) {
      waiting.add(new InternetAddress(address));
    }
    waiting.removeAll(served);
    try {
      transport.sendMessage(text, waiting.toArray(Address[]::new));
      return Optional.empty();
    } catch (SendFailedException e) {
      return judge(e);
    }
  }

  /// Some of the receivers may have it all the same. Those are not served again; a receiver that
  /// the server does not know is given up when another got the mail, and refuses it when none did.
  private Optional<String> judge(SendFailedException failure) throws MessagingException {
    Address[] got = failure.getValidSentAddresses();
    served.addAll(got == null ? List.of() : List.of(got));
    if (!isForEver(failure)) {
      throw failure;
    }
    return served.isEmpty() ? Optional.of(reason(failure)) : Optional.empty();
  }

  /// Whether nothing that failed may work later: all codes in the chain are 5yz.
  private static boolean isForEver(MessagingException failure) {
    boolean any = false;
    @Nullable Exception at = failure;
    while (at instanceof MessagingException one) {
      int code = code(one);
      if (code > 0 && code < FOR_EVER && code >= 400) {
        return false;
      }
      any |= code >= FOR_EVER;
      at = one.getNextException();
    }
    return any;
  }

  private static int code(MessagingException failure) {
    return switch (failure) {
      case SMTPSendFailedException send -> send.getReturnCode();
      case SMTPAddressFailedException address -> address.getReturnCode();
      default -> 0;
    };
  }

  private String reason(MessagingException failure) {
    Exception deepest = failure;
    while (deepest instanceof MessagingException one && one.getNextException() != null) {
      deepest = one.getNextException();
    }
    String text =
        deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    return mail.reason(Visible.line(text.strip(), MAX_REASON_CHARS));
  }

  @Override
  public void close() {
    // A connection lives as long as a batch.
  }
}
