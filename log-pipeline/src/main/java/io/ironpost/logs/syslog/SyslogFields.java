package io.ironpost.logs.syslog;

import io.ironpost.core.event.FieldNames;

/// The fields of a syslog header.
record SyslogFields(int hostname, int process, int pid, int message, int pamModule, int msgid) {
  static SyslogFields in(FieldNames names) {
    return new SyslogFields(
        names.idOf("hostname"),
        names.idOf("process"),
        names.idOf("pid"),
        names.idOf("message"),
        names.idOf("pam_module"),
        names.idOf("msgid"));
  }
}
