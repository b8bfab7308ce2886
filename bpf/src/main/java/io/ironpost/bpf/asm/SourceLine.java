package io.ironpost.bpf.asm;

/// The Java code that emitted an instruction.
///
/// @param className as in a stack trace
/// @param file `XdpGuard.java`
/// @param line from 1; 0 where the class was compiled without line numbers
/// @param text the line itself where the source was found, else empty
public record SourceLine(String className, String file, String method, int line, String text) {
  /// As in a stack trace, so that consoles and editors make it a link.
  public String location() {
    return file + ":" + line;
  }

  /// The file as it lies under a source root, so that equal names in two packages stay apart.
  public String path() {
    int dot = className.lastIndexOf('.');
    return className.substring(0, dot + 1).replace('.', '/') + file;
  }

  /// What the line says, or who says it where the source is not at hand.
  public String textOrMethod() {
    return text.isEmpty() ? "%s()".formatted(method) : text;
  }

  SourceLine withText(String found) {
    return new SourceLine(className, file, method, line, found);
  }

  @Override
  public String toString() {
    return "%s.%s(%s:%d)".formatted(className, method, file, line);
  }
}
