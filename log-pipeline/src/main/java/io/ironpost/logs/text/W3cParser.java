package io.ironpost.logs.text;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.event.Logsource;
import io.ironpost.core.event.Logsources;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import io.ironpost.logs.time.TimeText;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// W3C Extended Log File Format (WD-logfile-960323), as IIS writes it: `#Fields:` names the columns
/// of the lines after it. Times are UTC by definition. Before the first `#Fields:` nothing is ours.
public final class W3cParser implements LogParser {
  private static final String FIELDS = "#Fields:";
  private static final List<String> DIRECTIVES =
      List.of("#Version:", "#Software:", "#Date:", "#Start-Date:", "#End-Date:", "#Remark:");

  /// IIS has about 30 columns; a header with more is no header.
  private static final int MAX_COLUMNS = 256;

  private final FieldNames names;
  private final Logsource logsource;
  private final WebTwins twins;
  private final TimeText times = new TimeText(ZoneOffset.UTC);
  private final int message;
  private int[] columns = {};
  private int dateColumn = -1;

  public W3cParser(FieldNames names, Logsources logsources) {
    this.names = names;
    this.logsource = logsources.of("", "webserver");
    this.twins = new WebTwins(names);
    this.message = names.idOf("message");
  }

  @Override
  public String format() {
    return "w3c";
  }

  /// The columns come once, so all lines must pass one instance.
  @Override
  public boolean isStateful() {
    return true;
  }

  @Override
  public Outcome parse(EventRecord record) {
    byte[] line = record.line();
    int start = record.lineStart();
    int end = record.lineEnd();
    if (start < end && line[start] == '#') {
      return directive(line, start, end);
    }
    if (columns.length == 0) {
      return Outcome.NOT_MINE;
    }
    int column = 0;
    int at = start;
    while (at <= end && column < columns.length) {
      int stop = Scan.find(line, at, end, (byte) ' ');
      addColumn(record, line, column, at, stop);
      column++;
      at = stop + 1;
    }
    if (column < columns.length) {
      return Outcome.NOT_MINE;
    }
    record.logsource(logsource);
    record.addDerived(message, start, end);
    return Outcome.PARSED;
  }

  private void addColumn(EventRecord record, byte[] line, int column, int start, int end) {
    if (column == dateColumn) { // `date time` stand side by side, as one time
      record.timeNanos(times.dateTime(line, start, Math.min(record.lineEnd(), end + 9)));
    }
    if (end - start != 1 || line[start] != '-') {
      record.add(columns[column], start, end);
      twins.add(record, columns[column], start, end);
    }
  }

  private Outcome directive(byte[] line, int start, int end) {
    if (Ascii.standsAt(line, start, end, FIELDS)) {
      readColumns(new String(line, start, end - start, StandardCharsets.UTF_8));
      return Outcome.PENDING;
    }
    for (String directive : DIRECTIVES) {
      if (Ascii.standsAt(line, start, end, directive)) {
        return Outcome.PENDING;
      }
    }
    return Outcome.NOT_MINE;
  }

  /// Column names are input: those nobody asked for share one field, so that input adds no names.
  private void readColumns(String header) {
    List<String> words =
        List.of(header.substring(FIELDS.length()).strip().split(" +", MAX_COLUMNS));
    List<Integer> ids = new ArrayList<>();
    for (String word : words) {
      byte[] name = word.getBytes(StandardCharsets.UTF_8);
      int id = names.find(name, 0, name.length);
      ids.add(id == FieldNames.UNKNOWN ? names.idOf("w3c_other") : id);
    }
    columns = ids.stream().mapToInt(Integer::intValue).toArray();
    int date = words.indexOf("date");
    dateColumn = date >= 0 && words.indexOf("time") == date + 1 ? date : -1;
  }
}
