package io.ironpost.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lives in `cli` because this module alone sees all the others.
class ArchitectureTest {
  /// What this program uses of the platform, beside what a module needs for its own job.
  private static final String[] PLATFORM = {"java..", "javax..", "org.jspecify.."};

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.ironpost");

  @ParameterizedTest
  @ValueSource(strings = {"rules", "logs", "alerts", "store", "response"})
  void a_module_knows_core_and_itself_only(String module) {
    String own = "io.ironpost." + module + "..";
    check(
        noClasses()
            .that(resideInAPackage(own))
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.ironpost..")
                    .and(not(resideInAnyPackage("io.ironpost.core..", own))))
            .because(
                "modules meet in events and in the program's assembly only (ADR 4), so that each"
                    + " can be replaced, restarted and tested alone"));
  }

  @Test
  void the_engine_knows_core_and_bpf_only() {
    check(
        noClasses()
            .that(resideInAPackage("io.ironpost.ebpf.."))
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.ironpost..")
                    .and(
                        not(
                            resideInAnyPackage(
                                "io.ironpost.core..", "io.ironpost.bpf..", "io.ironpost.ebpf.."))))
            .because("it is a module like others (ADR 4), and the only one that needs a kernel"));
  }

  @Test
  void bpf_is_a_library_of_its_own() {
    check(
        classes()
            .that(resideInAPackage("io.ironpost.bpf.."))
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(PLATFORM).or(resideInAPackage("io.ironpost.bpf..")))
            .because("anybody who writes eBPF in Java can use it without Ironpost (ADR 2)"));
  }

  @Test
  void core_knows_the_platform_and_its_toml_reader_only() {
    check(
        classes()
            .that(resideInAPackage("io.ironpost.core.."))
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(PLATFORM)
                    .or(resideInAnyPackage("io.ironpost.core..", "org.tomlj..")))
            .because("whatever core depends on, every module depends on"));
  }

  @Test
  void core_does_no_input_or_output() {
    check(
        noClasses()
            .that(resideInAPackage("io.ironpost.core.."))
            .and(not(resideInAPackage("io.ironpost.core.disk..")))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
                    .or(assignableTo(java.io.InputStream.class))
                    .or(assignableTo(java.io.OutputStream.class))
                    .or(nameMatching("java\\.io\\.(File.*|RandomAccessFile)")))
            .because(
                "the same events and rules run in the daemon, in a test and on another host; only"
                    + " the disk seam names a file"));
  }

  @Test
  void rules_and_parsers_ask_nobody_for_the_time() {
    check(
        noClasses()
            .that(resideInAPackage("io.ironpost.."))
            .and(not(resideInAnyPackage("io.ironpost.cli..", "io.ironpost.daemon..")))
            .should()
            .callMethodWhere(describe("the clock is read", ArchitectureTest::readsTheClock))
            .because(
                "time comes in as an InstantSource, so that a replay and a test say the same as the"
                    + " day itself"));
  }

  @Test
  void no_backtracking_regex_meets_what_an_attacker_writes() {
    check(
        noClasses()
            .that(resideInAnyPackage("io.ironpost.rules.match..", "io.ironpost.rules.regex.."))
            .should()
            .dependOnClassesThat(nameMatching("java\\.util\\.regex\\..*"))
            .because("java.util.regex backtracks: one crafted line could stop detection"));
  }

  @Test
  void only_the_command_line_prints_and_exits() {
    check(
        noClasses()
            .that(not(resideInAnyPackage("io.ironpost.cli..", "io.ironpost.bench..")))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .because("stdout is data and its form is a contract, kept in one place"));
  }

  @Test
  void a_name_says_what_a_class_is() {
    check(
        noClasses()
            .that(not(resideInAPackage("io.ironpost.bpf..")))
            .should()
            .haveNameMatching(".*(Utils?|Common|Helper|Manager|Impl)(\\$.*)?")
            .because(
                "such a class has no reason to stay small; a noun has. In eBPF a helper is a function"
                    + " of the kernel (bpf-helpers(7)), which is a noun"));
  }

  @Test
  void classes_are_final_unless_made_to_be_extended() {
    check(
        classes()
            .that()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("`final` is the rule, extension is a promise (CONTRIBUTING.md)"));
  }

  @Test
  void exceptions_are_unchecked() {
    check(
        classes()
            .that()
            .areTopLevelClasses()
            .and()
            .areAssignableTo(Exception.class)
            .should()
            .beAssignableTo(RuntimeException.class)
            .orShould()
            .beAssignableTo(IOException.class)
            .because(
                "an expected failure is a sealed value; an exception is for the unexpected. What reads"
                    + " a stream fails as streams do"));
  }

  @Test
  void every_package_is_null_marked() {
    check(
        classes()
            .should(beInANullMarkedPackage())
            .because("NullAway checks marked packages only: an unmarked one is unchecked"));
  }

  @Test
  void absence_is_returned_never_passed() {
    check(
        methods()
            .that()
            .areNotPrivate()
            .should()
            .notHaveRawParameterTypes(Optional.class)
            .because(
                "an Optional parameter makes every caller wrap; overload or use a sealed type"));
  }

  @Test
  void nobody_runs_a_pool_of_threads() {
    check(
        noClasses()
            .that(not(resideInAnyPackage("io.ironpost.bench..")))
            // Its pool computes, waits for nobody, and ends in the method that made it.
            .and(not(nameMatching("io\\.ironpost\\.rules\\.read\\.RuleLoader")))
            .should()
            .dependOnClassesThat(assignableTo(Executor.class))
            .because(
                "one virtual thread per thing that waits, started and watched by the Supervisor;"
                    + " a pool hides who waits and swallows what fails"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "core",
        "rules",
        "logs",
        "alerts",
        "store",
        "bpf",
        "ebpf",
        "response",
        "daemon",
        "cli"
      })
  void packages_of_a_module_form_no_cycle(String module) {
    check(
        slices()
            .matching("io.ironpost." + module + ".(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true)
            .because("a cycle is one package in two folders: neither can be read or moved alone"));
  }

  private static boolean readsTheClock(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    return switch (call.getName()) {
      case "now" -> owner.startsWith("java.time.");
      case "currentTimeMillis" -> owner.equals("java.lang.System");
      case "system", "systemUTC", "systemDefaultZone" -> owner.startsWith("java.time.");
      default -> false;
    };
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(type, marked, type.getPackageName() + " is not marked"));
      }
    };
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(PRODUCT);
  }
}
