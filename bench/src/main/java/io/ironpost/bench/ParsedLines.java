package io.ironpost.bench;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.logs.ParserContext;
import io.ironpost.logs.program.ProgramLibrary;
import io.ironpost.logs.route.Router;
import io.ironpost.logs.route.Routes;
import io.ironpost.logs.syslog.TimestampContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Lines in one buffer, as a batch has them, and the tables that come with Ironpost.
final class ParsedLines {
  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

  private final byte[] buffer;
  private final int[] ends;
  private final EventRecord record;
  private final ParserContext context;

  ParsedLines(List<String> lines, List<String> askedFields) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ends = new int[lines.size()];
    for (int i = 0; i < ends.length; i++) {
      all.writeBytes(lines.get(i).getBytes(StandardCharsets.UTF_8));
      ends[i] = all.size();
      all.write('\n');
    }
    buffer = all.toByteArray();
    FieldNames names = new FieldNames();
    askedFields.forEach(names::idOf);
    Logsources logsources = new Logsources();
    Router router = Routes.readAll(resources(Routes.FOLDER)).routes().router(names, logsources);
    ProgramLibrary programs =
        new ProgramLibrary(names, logsources, resources("io/ironpost/content/programs"));
    TimestampContext time = TimestampContext.file(WRITTEN, ZoneOffset.UTC);
    context = new ParserContext("bench", router, programs.forOneThread(), time);
    record = router.blank();
  }

  private static Function<String, Optional<byte[]>> resources(String folder) {
    return ProgramLibrary.resources(ParsedLines.class.getClassLoader(), folder);
  }

  ParserContext context() {
    return context;
  }

  /// Parses every line once; the number of fields keeps the work from being optimised away.
  int parseAll(LogParser parser) {
    int fields = 0;
    int start = 0;
    for (int i = 0; i < ends.length; i++) {
      record.begin(buffer, start, ends[i], i + 1L);
      parser.parse(record);
      fields += record.count();
      start = ends[i] + 1;
    }
    return fields;
  }
}
