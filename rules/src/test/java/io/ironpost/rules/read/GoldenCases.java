package io.ironpost.rules.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Cases of a golden file: `### what it shows`, the input, a line `=>`, what is expected.
final class GoldenCases {
  record Case(String name, String input, String expected) {}

  private GoldenCases() {}

  static List<Case> in(String file) throws IOException {
    try (InputStream in = Objects.requireNonNull(GoldenCases.class.getResourceAsStream(file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Case> cases = new ArrayList<>();
      for (String block : text.split("(?m)^### ", -1)) {
        int newline = block.indexOf('\n');
        int arrow = block.indexOf("\n=>\n");
        if (arrow > 0) {
          String input = block.substring(newline + 1, arrow + 1);
          cases.add(
              new Case(block.substring(0, newline), input, block.substring(arrow + 4).strip()));
        }
      }
      return cases;
    }
  }
}
