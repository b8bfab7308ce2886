package io.ironpost.logs.json;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.json.KeyMeaning.Role;
import io.ironpost.logs.program.Program;
import io.ironpost.logs.program.Programs;
import io.ironpost.logs.route.Router;
import io.ironpost.logs.time.TimeText;
import java.util.Optional;

/// What an event says about itself beyond its fields: its time, its logsource, and whether it is
/// only the wrapping of another line.
final class JsonShapes {
  private final Router router;
  private final TimeText times;
  private final Optional<DockerLines> docker;
  private final Programs programs;
  private final OwnLogsources own;

  private final Slice time = new Slice();
  private final Slice product = new Slice();
  private final Slice category = new Slice();
  private final Slice service = new Slice();
  private final Slice log = new Slice();
  private final Slice stream = new Slice();
  private final Slice message = new Slice();
  private final Slice identifier = new Slice();
  private int timeRank;
  private boolean touched;
  private boolean ownLogsource;

  JsonShapes(Router router, TimeText times, Programs programs, Optional<DockerLines> docker) {
    this.programs = programs;
    this.router = router;
    this.times = times;
    this.docker = docker;
    this.own = new OwnLogsources(router.logsources());
  }

  void begin() {
    timeRank = Integer.MAX_VALUE;
    if (touched) {
      touched = false;
      ownLogsource = false;
      product.clear();
      category.clear();
      service.clear();
      log.clear();
      stream.clear();
      message.clear();
      identifier.clear();
    }
  }

  void timeSeen(int rank, byte[] bytes, int start, int end) {
    if (rank < timeRank) {
      timeRank = rank;
      time.set(bytes, start, end);
    }
  }

  void roleSeen(Role role, byte[] bytes, int start, int end) {
    switch (role) {
      case PRODUCT -> product.set(bytes, start, end);
      case CATEGORY -> category.set(bytes, start, end);
      case SERVICE -> service.set(bytes, start, end);
      case LOG -> log.set(bytes, start, end);
      case STREAM -> stream.set(bytes, start, end);
      case MESSAGE -> message.set(bytes, start, end);
      case IDENTIFIER -> identifier.set(bytes, start, end);
      case NONE -> {}
    }
    touched = true;
    ownLogsource |= role == Role.PRODUCT || role == Role.CATEGORY || role == Role.SERVICE;
  }

  /// journald's entries are syslog messages: the program's file takes them apart and has the
  /// logsource.
  private void readJournal(EventRecord record) {
    Program program = programs.find(identifier.bytes(), identifier.start(), identifier.end());
    record.logsource(program.logsource());
    programs.apply(record, program, message.bytes(), message.start(), message.end());
  }

  /// Completes the record after its last field.
  Outcome finish(EventRecord record) {
    if (timeRank != Integer.MAX_VALUE) {
      record.timeNanos(times.any(time.bytes(), time.start(), time.end()));
    }
    if (log.present() && stream.present() && docker.isPresent()) {
      return docker.get().parse(record, log, stream);
    }
    // `category` and `service` alone are common words in other senses (Azure's "AuditLogs"), so
    // without
    // a product the tables are asked first.
    if (product.present() || (!router.route(record) && ownLogsource)) {
      record.logsource(own.of(product, category, service));
    }
    if (message.present() && identifier.present()) {
      readJournal(record);
    }
    return Outcome.PARSED;
  }
}
