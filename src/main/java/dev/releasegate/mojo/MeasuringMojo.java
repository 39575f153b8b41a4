package dev.releasegate.mojo;

import dev.releasegate.budget.BudgetException;
import dev.releasegate.budget.BudgetFile;
import dev.releasegate.budget.Budgets;
import dev.releasegate.evidence.IdentityLevel;
import dev.releasegate.gate.BundledRegistry;
import dev.releasegate.gate.GateCheck;
import dev.releasegate.gate.Measurement;
import dev.releasegate.gate.Subject;
import dev.releasegate.gate.UserService;
import dev.releasegate.probe.Behaviours;
import dev.releasegate.probe.Call;
import dev.releasegate.service.ServicePlan;
import dev.releasegate.verdict.Rule;
import dev.releasegate.verdict.SequentialRule;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** What probe and check must agree on: the service, its endpoints, the budgets, the number of samples. */
abstract class MeasuringMojo extends GateMojo {
    /**
     * The service to gate: {@code <command>} with one element for each argument, {@code <environment>},
     * {@code <workingDirectory>}, either {@code <baseUrl>} or {@code <portPattern>}, {@code <readyPath>} (/health unless
     * said otherwise), {@code <readyTimeout>} (30s unless said otherwise, at most 1440min), and {@code <openApi>}, the path of
     * its OpenAPI document, if proofs are to be derived from it. Without it, the bundled Registry is gated.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable PlexusConfiguration service;

    /**
     * What the service is asked, one {@code <endpoint>} for each step: {@code <step>}, {@code <method>} (GET unless said
     * otherwise), {@code <path>}, {@code <headers>} with one element for each header, {@code <body>}, and what the answer
     * must be: {@code <status>} (200 unless said otherwise), {@code <mediaType>} (of application/json and of what ends in
     * +json, the body must be JSON as well), {@code <bodyContains>}. A header with a value such as {@code env:API_KEY} is
     * read from the environment.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable PlexusConfiguration endpoints;

    /**
     * What the service does and a stub does not, one {@code <proof>} for each, asked in order before and after the samples
     * are taken: {@code <name>}, {@code <method>}, {@code <path>}, {@code <headers>}, {@code <body>}, {@code <status>},
     * {@code <mediaType>} and {@code <bodyContains>} as in an endpoint, and {@code <sameAs>}, the name of an earlier proof
     * whose answer had the same body. In all texts {random} stands for a random word, the same in all proofs, and {unknown}
     * for another one. Give none for the bundled Registry, which has its own.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable PlexusConfiguration proofs;

    /**
     * What each step is allowed, one {@code <budget>} for each: {@code <step>} and any of {@code <avg>}, {@code <p5>}, {@code <p50>}, {@code <p75>},
     * {@code <p90>}, {@code <p95>}, {@code <p99>}, {@code <max>} (such as 300, 300ms or 0.3s), {@code <errorRate>} and
     * {@code <unknownRate>} (such as 0.01 or 1%; 0 unless said otherwise). Without it, and without budgetsFile, the
     * bundled Registry is held to its built-in budgets.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable PlexusConfiguration budgets;

    /**
     * A JSON file with the budgets, instead of budgets in the POM.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.budgetsFile")
    private @Nullable File budgetsFile;

    /**
     * So many samples of each step are always taken, and so many with a known outcome each limit needs.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.minSamples", defaultValue = "50")
    private String minSamples; // a number that Maven cannot read would end the goal before it could say so

    /**
     * No more samples of a step are taken than that, even if its limits are not decided by then. Default: 3000, or
     * minSamples if that is more.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.maxSamples")
    private @Nullable String maxSamples;

    /**
     * No limit passes before its step was probed for so long, because what happens every few seconds is not seen in less.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.minDuration", defaultValue = "10s")
    private String minDuration;

    /**
     * For work at one's own desk: no minimum duration. The report says so.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.quick", defaultValue = "false")
    private boolean quick;

    /**
     * How often a limit that is broken may pass, and how often a release within all its limits may fail: 0.01 or 1%.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.alpha", defaultValue = "0.01")
    private String alpha;

    /**
     * How the verdict is come to: sequential, by evidence at a stated error rate, or plain, by the point estimate alone,
     * for who must match old numbers. With plain exactly minSamples samples of each step are taken.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.rule", defaultValue = "sequential")
    private String rule;

    /**
     * The tool of the samples. The probe names the samples of a service of yours so (default: the artifactId); the check
     * judges only the samples of this tool.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.tool")
    private @Nullable String tool;

    /**
     * The least that must be known of what answers: I0, nothing; I1, it behaves as the service does; I2, it is the process
     * that was started; I3, each answer proves that; I4, and that process ran the artifact of this build. Default: I4 for the
     * bundled Registry, I2 for a service of yours, where the system tells whose a port is (Linux), else I0.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.requireIdentity")
    private @Nullable String requireIdentity;

    final Subject subject() throws ConfigurationException {
        PlexusConfiguration own = service;
        List<Call> calls = endpoints == null ? List.of() : EndpointParameters.read(evaluated(endpoints));
        if (own == null && proofs != null) {
            throw new ConfigurationException("<proofs> without <service>: the bundled Registry has proofs of its own");
        }
        if (own == null && calls.isEmpty()) {
            return new BundledRegistry();
        }
        if (own == null || calls.isEmpty()) {
            throw new ConfigurationException(
                    own == null
                            ? "<endpoints> without <service>: say how the service that has them is started"
                            : "<service> without <endpoints>: say what it is asked");
        }
        ServicePlan plan = ServiceParameters.read(evaluated(own), baseDirectory());
        try {
            return new UserService(tool().orElse(project().getArtifactId()), plan, calls, proofs(own, plan, calls));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("<endpoints>: " + e.getMessage());
        }
    }

    /** First those that are written down, then those that the service's own document allows. */
    private List<Behaviours> proofs(PlexusConfiguration own, ServicePlan plan, List<Call> calls)
            throws ConfigurationException {
        List<Behaviours> all = new ArrayList<>();
        PlexusConfiguration written = proofs;
        if (written != null) {
            all.add(ProofParameters.read(evaluated(written)));
        }
        Map<String, String> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        calls.forEach(call -> call.headers().forEach(keys::putIfAbsent));
        ServiceParameters.openApi(evaluated(own), plan, keys).ifPresent(all::add);
        return all;
    }

    /** The budgets as configured, or those that the subject has by itself. */
    final Budgets budgets(Subject subject) throws ConfigurationException, BudgetException {
        File file = budgetsFile;
        PlexusConfiguration inPom = budgets;
        if (file != null && inPom != null) {
            throw new ConfigurationException("give <budgets> or <budgetsFile>, but not both");
        }
        if (file != null) {
            return BudgetFile.read(file.toPath());
        }
        if (inPom != null) {
            return BudgetParameters.read(evaluated(inPom), subject.tool());
        }
        return subject.defaultBudgets()
                .orElseThrow(() -> new ConfigurationException(
                        "there are no <budgets> and no <budgetsFile>, so there is nothing that could pass"));
    }

    /** How the verdict is come to, and when there are enough samples for it. */
    final Rule rule() throws ConfigurationException {
        return switch (rule.strip()) {
            case "sequential" -> new Rule.Sequential(numbers());
            case "plain" -> new Rule.Plain(NumberText.whole("minSamples", minSamples));
            default -> throw new ConfigurationException("rule must be sequential or plain, but is \"" + rule + "\"");
        };
    }

    private SequentialRule numbers() throws ConfigurationException {
        int least = NumberText.whole("minSamples", minSamples);
        String most = maxSamples;
        int mostSamples = most == null
                ? Math.max(least, SequentialRule.DEFAULT.maxSamples())
                : NumberText.whole("maxSamples", most);
        if (mostSamples < least) {
            throw new ConfigurationException(
                    "maxSamples must be at least minSamples, but is " + mostSamples + " and minSamples is " + least);
        }
        Duration shortest = quick ? Duration.ZERO : DurationText.parse("minDuration", minDuration);
        return SequentialRule.DEFAULT
                .withAlpha(NumberText.chance("alpha", alpha))
                .withSamples(least, mostSamples)
                .withMinElapsedMs(shortest.toNanos() / 1e6);
    }

    /** The least that must be known of what answers. */
    final IdentityLevel requiredIdentity(Subject subject) throws ConfigurationException {
        String given = requireIdentity;
        if (given == null) {
            return subject.usualIdentity();
        }
        return IdentityLevel.named(given.strip())
                .orElseThrow(() -> new ConfigurationException("requireIdentity must be one of "
                        + String.join(", ", IdentityLevel.names()) + ", but is \"" + given + "\""));
    }

    final Optional<String> tool() {
        return Optional.ofNullable(tool).map(String::strip).filter(name -> !name.isEmpty());
    }

    /** Keeps in memory what was just measured, from the probe to the check. */
    final void remember(Measurement measured) {
        project().setContextValue(memory(), measured.words());
    }

    /** What this build has measured into the folder, or empty if it has not. */
    final Optional<Measurement> justRun() {
        return Optional.ofNullable((String) project().getContextValue(memory())).map(Measurement::of);
    }

    private String memory() {
        return "dev.releasegate.measured " + folder().directory();
    }

    @Override
    final void begin() throws IOException {
        folder().refuseLinks(baseDirectory());
        GateCheck.refuse(folder().verdict(), "a later run of the gate has begun and not ended");
    }

    @Override
    final void refused(String reason) throws MojoExecutionException {
        try {
            GateCheck.refuse(folder().verdict(), reason);
        } catch (IOException e) {
            throw new MojoExecutionException("Release gate could not replace an older verdict: " + e.getMessage(), e);
        }
    }
}
