package io.ironpost.logs.tail;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What went wrong with a file, and what to do, for people.
final class Reason {
  private Reason() {}

  static String of(IOException cause) {
    return switch (cause) {
      case AccessDeniedException _ ->
          "permission denied; add the user Ironpost runs as to the file's group (often adm)";
      case NoSuchFileException _ -> "no such file";
      case FileSystemException e when e.getReason() != null -> String.valueOf(e.getReason());
      default -> String.valueOf(cause.getMessage());
    };
  }
}
