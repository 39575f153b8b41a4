package dev.releasegate.mojo;

import dev.releasegate.budget.BudgetException;
import dev.releasegate.budget.Budgets;
import dev.releasegate.dsse.SigningKey;
import dev.releasegate.dsse.UnusableKeyException;
import dev.releasegate.evidence.Observed;
import dev.releasegate.evidence.Terms;
import dev.releasegate.gate.Evidence;
import dev.releasegate.gate.GateCheck;
import dev.releasegate.gate.GateResult;
import dev.releasegate.gate.Subject;
import dev.releasegate.summary.StepFilter;
import dev.releasegate.verdict.Claim;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Judges a measurement: reads the samples, holds them against the budgets, prints the report, writes verdict.json, and
 * fails the build unless there is evidence that every budget holds. Judges the samples that the goal probe took in this
 * build, or, without a project too, any perf log.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true, requiresProject = false)
public final class CheckMojo extends MeasuringMojo {
    /**
     * A perf log to judge instead of what the goal probe measured in this build.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.samples")
    private @Nullable File samples;

    /**
     * Judges only the step of this name.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.step")
    private @Nullable String step;

    /**
     * What a limit that is too close to call does to the build, if nothing is worse: warn, and the build goes on with an
     * INCONCLUSIVE on record, or fail.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.tooClose", defaultValue = "warn")
    private String tooClose;

    /**
     * Name of the environment variable that holds the private key (Ed25519, PKCS#8 in PEM) with which the statement of the
     * verdict is signed. Without it, it is not signed. The key itself is no parameter, because Maven prints parameters.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.signingKeyEnv")
    private @Nullable String signingKeyEnv;

    @Override
    String deed() {
        return "judged";
    }

    @Override
    void run()
            throws ConfigurationException, BudgetException, IOException, MojoExecutionException, MojoFailureException {
        GateResult result = check().run();
        result.lines().forEach(this::print);
        if (result instanceof GateResult.Stopped stopped) {
            throw new MojoFailureException(stopped.message());
        }
        if (result instanceof GateResult.NotJudged notJudged) {
            throw new MojoExecutionException(notJudged.message());
        }
    }

    @Override
    void skipped(String reason) throws IOException {
        GateCheck.skip(folder().verdict(), reason);
    }

    private GateCheck check() throws ConfigurationException, BudgetException, IOException {
        Subject subject = subject();
        Budgets all = budgets(subject);
        Optional<String> stepName = Optional.ofNullable(step).map(String::strip);
        File log = samples;
        Optional<String> ofTool = log == null ? Optional.of(tool().orElse(subject.tool())) : tool();
        StepFilter filter = new StepFilter(ofTool, stepName);
        Budgets probedFor = all.only(new StepFilter(ofTool, Optional.empty()));
        Budgets judged = all.only(filter);
        if (log != null) {
            Evidence given = given(log, judged, Claim.count(probedFor));
            return new GateCheck(given, filter, goesOn(), folder().verdict(), Optional.empty());
        }
        judged.requireSteps(subject.steps());
        Observed observed = origins().observed(subject, new Terms(probedFor, rule(), requiredIdentity(subject)));
        Evidence own = new Evidence.OwnSession(folder(), justRun(), observed);
        return new GateCheck(own, filter, goesOn(), folder().verdict(), signingKey());
    }

    private Optional<SigningKey> signingKey() throws ConfigurationException {
        String variable = signingKeyEnv;
        if (variable == null) {
            return Optional.empty();
        }
        String pem = System.getenv(variable.strip());
        if (pem == null || pem.isBlank()) {
            throw new ConfigurationException("signingKeyEnv: there is nothing in the environment variable " + variable);
        }
        try {
            return Optional.of(SigningKey.read(pem));
        } catch (UnusableKeyException e) {
            throw new ConfigurationException("signingKeyEnv: " + e.getMessage());
        }
    }

    private boolean goesOn() throws ConfigurationException {
        return switch (tooClose.strip()) {
            case "warn" -> true;
            case "fail" -> false;
            default -> throw new ConfigurationException("tooClose must be warn or fail, but is \"" + tooClose + "\"");
        };
    }

    private Evidence given(File log, Budgets budgets, int wagers) throws ConfigurationException {
        if (justRun().isPresent()) {
            throw new ConfigurationException("this build has measured by itself, so there is no other log to judge:"
                    + " use release-gate.samples with release-gate:check alone");
        }
        return new Evidence.GivenLog(log.toPath().toAbsolutePath(), budgets, rule(), wagers);
    }
}
