package dev.releasegate.mojo;

import dev.releasegate.budget.BudgetException;
import dev.releasegate.gate.Origins;
import dev.releasegate.gate.RunFolder;
import dev.releasegate.report.Printable;
import dev.releasegate.report.ReportLine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** What every goal has in common: it can be skipped aloud, and it accepts no misspelt parameter. */
abstract class GateMojo extends AbstractMojo {
    /**
     * Switches this goal off. It says so aloud and records SKIPPED, which is never a pass.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.skip", defaultValue = "false")
    private boolean skip;

    /**
     * Where the evidence of this execution is kept: the samples, the session, the verdict. Default: release-gate and the
     * id of the execution, in the build directory of the project or, without one, in target of the current directory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "release-gate.outputDirectory")
    private @Nullable File outputDirectory;

    @Parameter(defaultValue = "${session}", readonly = true)
    private MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true)
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true)
    private MojoExecution mojoExecution;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            begin();
            new ParameterNames(mojoExecution.getMojoDescriptor().getPluginDescriptor())
                    .check(project, session.getUserProperties());
            if (skip && isSkippable()) {
                getLog().warn("Release gate SKIPPED: release-gate.skip is set; nothing is " + deed()
                        + ", and nothing has passed.");
                skipped("release-gate.skip is set");
            } else {
                run();
            }
        } catch (ConfigurationException | BudgetException e) {
            String message = Printable.line(String.valueOf(e.getMessage()));
            refused(message);
            throw new MojoExecutionException(message, e);
        } catch (IOException e) {
            throw new MojoExecutionException("Release gate could not read or write: " + e, e);
        }
    }

    /** What this goal does, as in "nothing is measured". */
    abstract String deed();

    /** Whether it may be switched off. What looks whether the gate was switched off may not. */
    boolean isSkippable() {
        return true;
    }

    /** Does the work of the goal. */
    abstract void run()
            throws ConfigurationException, BudgetException, IOException, MojoExecutionException, MojoFailureException;

    /** Records that the goal was skipped, if it keeps a record. */
    void skipped(String reason) throws ConfigurationException, IOException {
        getLog().debug(reason);
    }

    /** Comes before everything else. */
    void begin() throws IOException {
        getLog().debug("begin");
    }

    /** Keeps an older record from standing for this run, which was refused because its configuration is wrong. */
    void refused(String reason) throws MojoExecutionException {
        getLog().debug(reason);
    }

    final RunFolder folder() {
        File chosen = outputDirectory;
        return new RunFolder(
                chosen == null
                        ? gateDirectory().resolve(mojoExecution.getExecutionId())
                        : chosen.toPath().toAbsolutePath());
    }

    /** Where everything of ours is, unless somebody says otherwise. */
    final Path gateDirectory() {
        return buildDirectory().resolve("release-gate");
    }

    /** What is in it is made by the build. */
    final Path buildDirectory() {
        Path build = project.getBasedir() == null
                ? Path.of("target")
                : Path.of(project.getBuild().getDirectory());
        return build.toAbsolutePath();
    }

    /** The same XML with every property filled in, also one that the build has set since the POM was read. */
    final PlexusConfiguration evaluated(PlexusConfiguration raw) throws ConfigurationException {
        DefaultPlexusConfiguration evaluated = new DefaultPlexusConfiguration(raw.getName());
        String text = raw.getValue();
        evaluated.setValue(text != null && text.contains("${") ? evaluated(text) : text);
        for (PlexusConfiguration child : raw.getChildren()) {
            evaluated.addChild(evaluated(child));
        }
        return evaluated;
    }

    private String evaluated(String text) throws ConfigurationException {
        try {
            return String.valueOf(new PluginParameterExpressionEvaluator(session, mojoExecution).evaluate(text));
        } catch (ExpressionEvaluationException e) {
            throw new ConfigurationException("pom.xml: " + text + " cannot be evaluated: " + e.getMessage());
        }
    }

    /** Who measures, for people and for telling two of them apart. */
    final String owner() {
        return "execution " + mojoExecution.getExecutionId() + " of " + project.getId();
    }

    /** Where what this build measures comes from. */
    final Origins origins() {
        File artifact =
                project.getArtifact() == null ? null : project.getArtifact().getFile();
        String name = project.getBasedir() == null
                ? ""
                : project.getGroupId() + ":" + project.getArtifactId() + ":" + project.getVersion();
        Map<String, String> tools = Map.of(
                "maven",
                session.getSystemProperties().getProperty("maven.version", ""),
                "plugin",
                mojoExecution.getVersion());
        return new Origins(
                name,
                baseDirectory(),
                buildDirectory(),
                Optional.ofNullable(artifact).map(File::toPath),
                tools);
    }

    final MavenProject project() {
        return project;
    }

    final Path baseDirectory() {
        File base = project.getBasedir();
        return base == null ? Path.of("").toAbsolutePath() : base.toPath();
    }

    final void print(ReportLine line) {
        switch (line.level()) {
            case INFO -> getLog().info(line.text());
            case WARN -> getLog().warn(line.text());
            case ERROR -> getLog().error(line.text());
        }
    }
}
