package io.ironpost.logs.program;

import io.ironpost.core.event.Logsource;
import java.util.List;

/// One program whose messages are known: its logsource and its templates. Shared by all threads.
public final class Program {
  private final String name;
  private final byte[] nameBytes;
  private final Logsource logsource;
  private final TemplateTrie templates;

  Program(String name, Logsource logsource, List<Template> templates) {
    this.name = name;
    this.nameBytes = Fields.utf8(name);
    this.logsource = logsource;
    this.templates = new TemplateTrie(templates);
  }

  /// The name its file has.
  public String name() {
    return name;
  }

  public Logsource logsource() {
    return logsource;
  }

  byte[] nameBytes() {
    return nameBytes;
  }

  TemplateTrie templates() {
    return templates;
  }
}
