package io.ironpost.logs.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds the few templates that a message can fit by the literal text they begin with: one walk
/// over the first bytes of the message, whatever the number of templates. The one that stands first
/// in the file is tried first.
final class TemplateTrie {
  private static final Comparator<Ranked> BY_RANK =
      (one, other) -> Integer.compare(one.rank, other.rank);

  private final Node root;

  TemplateTrie(List<Template> templates) {
    this.root = node(new byte[0], 0, ranked(templates), List.of());
  }

  private record Ranked(int rank, Template template) {}

  private static List<Ranked> ranked(List<Template> templates) {
    List<Ranked> ranked = new ArrayList<>();
    for (int i = 0; i < templates.size(); i++) {
      ranked.add(new Ranked(i, templates.get(i)));
    }
    return ranked;
  }

  /// @param label the bytes on the way from the parent
  /// @param keys the first bytes of the children's labels
  /// @param candidates the templates whose prefix is all of the way here or less
  private record Node(byte[] label, byte[] keys, Node[] children, Candidates candidates) {}

  /// Templates in the order to try them.
  ///
  /// @param shared how many leading pieces of a template match or fail as in the one before it
  record Candidates(Template[] templates, int[] shared) {
    static Candidates of(Template[] templates) {
      int[] shared = new int[templates.length];
      for (int i = 1; i < shared.length; i++) {
        shared[i] = templates[i].sharedWith(templates[i - 1]);
      }
      return new Candidates(templates, shared);
    }
  }

  /// The templates to try on `bytes[from, to)`. Their prefixes fit.
  Candidates candidates(byte[] bytes, int from, int to) {
    Node node = root;
    int at = from;
    while (at < to) {
      int next = child(node.keys, bytes[at]);
      if (next < 0 || !ByteSearch.startsWith(bytes, at, to, node.children[next].label)) {
        break;
      }
      Node child = node.children[next];
      at += child.label.length;
      node = child;
    }
    return node.candidates;
  }

  private static int child(byte[] keys, byte key) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == key) {
        return i;
      }
    }
    return -1;
  }

  private static Node node(byte[] label, int depth, List<Ranked> here, List<Ranked> inherited) {
    List<Ranked> candidates = new ArrayList<>(inherited);
    TreeMap<Byte, List<Ranked>> byNextByte = new TreeMap<>();
    for (Ranked ranked : here) {
      byte[] prefix = ranked.template.prefix();
      if (prefix.length == depth) {
        candidates.add(ranked);
      } else {
        group(byNextByte, prefix[depth]).add(ranked);
      }
    }
    candidates.sort(BY_RANK);
    byte[] keys = new byte[byNextByte.size()];
    Node[] children = new Node[keys.length];
    int count = 0;
    for (Map.Entry<Byte, List<Ranked>> entry : byNextByte.entrySet()) {
      List<Ranked> group = entry.getValue();
      int end = commonEnd(group, depth);
      byte[] way = Arrays.copyOfRange(group.getFirst().template.prefix(), depth, end);
      keys[count] = entry.getKey();
      children[count++] = node(way, end, group, candidates);
    }
    Template[] templates = new Template[candidates.size()];
    for (int i = 0; i < templates.length; i++) {
      templates[i] = candidates.get(i).template;
    }
    return new Node(label, keys, children, Candidates.of(templates));
  }

  private static List<Ranked> group(Map<Byte, List<Ranked>> groups, byte key) {
    List<Ranked> group = groups.get(key);
    if (group == null) {
      group = new ArrayList<>();
      groups.put(key, group);
    }
    return group;
  }

  private static int commonEnd(List<Ranked> group, int depth) {
    byte[] first = group.getFirst().template.prefix();
    int end = first.length;
    for (Ranked ranked : group) {
      byte[] prefix = ranked.template.prefix();
      int differs = Arrays.mismatch(first, 0, end, prefix, 0, Math.min(end, prefix.length));
      end = differs < 0 ? Math.min(end, prefix.length) : differs;
    }
    return Math.max(end, depth + 1);
  }
}
