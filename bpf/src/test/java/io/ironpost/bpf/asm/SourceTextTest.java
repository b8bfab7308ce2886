package io.ironpost.bpf.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTextTest {
  @TempDir private Path root;

  private static SourceLine at(int line) {
    return new SourceLine("io.example.Guard$Inner", "Guard.java", "parse", line, "");
  }

  @Test
  void lines_are_found_by_package_and_file_without_their_indentation() throws IOException {
    Path folder = Files.createDirectories(root.resolve("io/example"));
    Files.writeString(folder.resolve("Guard.java"), "class Guard {\n    asm.exit(0);\n}\n");
    SourceText sources = SourceText.under(List.of(root.resolve("elsewhere"), root));
    assertThat(sources.of(at(2))).isEqualTo("asm.exit(0);");
    assertThat(sources.of(at(0))).isEmpty();
    assertThat(sources.of(at(4))).isEmpty();
  }

  @Test
  void what_is_not_there_or_not_text_is_empty() throws IOException {
    SourceText sources = SourceText.under(List.of(root));
    assertThat(sources.of(at(1))).isEmpty();
    Files.createDirectories(root.resolve("io/example"));
    Files.write(root.resolve("io/example/Guard.java"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(SourceText.under(List.of(root)).of(at(1))).isEmpty();
  }

  @Test
  void a_program_carries_the_texts_of_its_lines() {
    Program program = SampleGuard.program().withSources(line -> "line " + line.line());
    assertThat(program.sourceLines())
        .allSatisfy(l -> assertThat(l.textOrMethod()).isEqualTo("line " + l.line()));
  }
}
