package dev.releasegate;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Keeps the package map: who may know whom, and who may know which library. */
class PackageRulesTest {
    private static final String BASE = "dev.releasegate";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    /** Package, and the packages of ours that it may import besides itself. */
    private static final Map<String, Set<String>> MAP = new TreeMap<>(Map.ofEntries(
            Map.entry("record", Set.of()),
            Map.entry("process", Set.of()),
            Map.entry("dsse", Set.of()),
            Map.entry("service", Set.of("process", "record")),
            Map.entry("registry", Set.of("process", "record", "dsse")),
            Map.entry("probe", Set.of("record")),
            Map.entry("summary", Set.of("record")),
            Map.entry("budget", Set.of("record", "summary")),
            Map.entry("verdict", Set.of("record", "summary", "budget")),
            Map.entry("report", Set.of("record", "summary", "budget", "verdict")),
            Map.entry("evidence", Set.of("process", "record", "summary", "budget", "verdict", "dsse")),
            Map.entry(
                    "gate",
                    Set.of(
                            "process",
                            "service",
                            "registry",
                            "probe",
                            "record",
                            "summary",
                            "budget",
                            "verdict",
                            "report",
                            "evidence",
                            "dsse")),
            Map.entry(
                    "mojo",
                    Set.of(
                            "gate",
                            "service",
                            "probe",
                            "record",
                            "summary",
                            "budget",
                            "verdict",
                            "report",
                            "evidence",
                            "dsse")),
            Map.entry("release", Set.of("gate", "report"))));

    /** Library, and the packages of ours that may know it. */
    private static final Map<String, Set<String>> LIBRARIES = new TreeMap<>(Map.of(
            "org.apache.maven..", Set.of("mojo", "release"),
            "org.codehaus.plexus..", Set.of("mojo"),
            "org.apache.hc.client5..", Set.of("probe"),
            "org.apache.hc.core5..", Set.of("probe", "registry"),
            "com.fasterxml.jackson..", Set.of("record", "registry", "probe", "budget", "report", "evidence"),
            "java.sql..", Set.of("registry"),
            "org.sqlite..", Set.of("registry")));

    @TestFactory
    Stream<DynamicTest> a_package_imports_only_what_the_map_allows() {
        return MAP.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> noClasses()
                                .that()
                                .resideInAPackage(BASE + "." + entry.getKey() + "..")
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(forbiddenFor(entry.getKey())))
                                .allowEmptyShould(true)
                                .check(CLASSES)));
    }

    @TestFactory
    Stream<DynamicTest> a_library_is_known_only_where_the_map_says() {
        return LIBRARIES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> noClasses()
                                .that(resideInAnyPackage(allBut(entry.getValue())))
                                .should()
                                .dependOnClassesThat(resideInAPackage(entry.getKey()))
                                .allowEmptyShould(true)
                                .check(CLASSES)));
    }

    @Test
    void summary_and_verdict_touch_no_file_no_clock_and_no_net() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + ".summary..", BASE + ".verdict..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.lang.management..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.time.Clock.class, ProcessHandle.class, Thread.class, Runtime.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void every_folder_is_on_the_map() {
        assertThat(CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> !name.equals(BASE))
                        .map(name -> name.substring(BASE.length() + 1))
                        .collect(Collectors.toSet()))
                .isSubsetOf(MAP.keySet());
    }

    @Test
    void every_package_says_what_it_is_and_is_null_marked() {
        assertThat(MAP.keySet())
                .allSatisfy(name -> assertThat(CLASSES.stream()
                                .filter(type -> type.getPackageName().equals(BASE + "." + name))
                                .filter(type -> type.getSimpleName().equals("package-info"))
                                .flatMap(type -> type.getAnnotations().stream())
                                .map(annotation -> annotation.getRawType().getSimpleName()))
                        .containsExactly("NullMarked"));
    }

    private static String[] forbiddenFor(String name) {
        Set<String> allowed = MAP.getOrDefault(name, Set.of());
        return MAP.keySet().stream()
                .filter(other -> !other.equals(name) && !allowed.contains(other))
                .map(other -> BASE + "." + other + "..")
                .toArray(String[]::new);
    }

    private static String[] allBut(Set<String> names) {
        return MAP.keySet().stream()
                .filter(name -> !names.contains(name))
                .map(name -> BASE + "." + name + "..")
                .toArray(String[]::new);
    }
}
