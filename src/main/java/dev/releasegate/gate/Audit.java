package dev.releasegate.gate;

import dev.releasegate.dsse.TrustedKeys;
import dev.releasegate.evidence.EnvelopeFile;
import dev.releasegate.evidence.FileDigest;
import dev.releasegate.evidence.Statement;
import dev.releasegate.evidence.StatementFile;
import dev.releasegate.evidence.TestResult;
import dev.releasegate.evidence.VerdictClaims;
import dev.releasegate.report.Printable;
import dev.releasegate.report.ReportLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Repeats a verdict from a bundle, wherever and whenever: from its samples, its session and its terms alone, to the byte.
 * What the bundle says of itself is believed nowhere that it can be worked out.
 *
 * @param folder with the bundle in it
 * @param trusted the keys whose signatures the caller believes, or empty if none is asked for
 * @param artifact the file that the caller wants the verdict of, or empty if whatever was measured will do
 */
public record Audit(RunFolder folder, Optional<TrustedKeys> trusted, Optional<Path> artifact) {
    /**
     * What came out.
     *
     * @param lines one page for people
     * @param objections what is wrong with the bundle, or keeps it from being a pass; empty if nothing is
     */
    public record Result(List<ReportLine> lines, List<String> objections) {
        public Result {
            lines = List.copyOf(lines);
            objections = List.copyOf(objections);
        }
    }

    /** The folders in a build directory that could be meant where none is named. */
    public static List<RunFolder> candidates(Path gateDirectory) throws IOException {
        return ReleaseCheck.folders(gateDirectory);
    }

    /** Repeats the verdict. Whatever is in the folder, it ends with a result. */
    public Result run() {
        List<String> objections = new ArrayList<>();
        List<ReportLine> lines = new ArrayList<>();
        lines.add(ReportLine.info("Audit of " + folder.directory()));
        try {
            audit(lines, objections);
        } catch (IOException | IllegalArgumentException e) {
            objections.add("the bundle cannot be judged again: " + e.getMessage());
        }
        objections.replaceAll(Printable::of);
        objections.forEach(objection -> lines.add(ReportLine.error("OBJECTION  " + objection)));
        lines.add(
                objections.isEmpty()
                        ? ReportLine.info("Audit passed: the verdict is PASS, and follows from the evidence.")
                        : ReportLine.error("Audit not passed: " + objections.size() + " objection(s)."));
        return new Result(lines, objections);
    }

    /** A directory, a pipe or a device in the place of a file is none; nobody knows whether it ever ends. */
    private Optional<String> missing(Path... files) {
        return Stream.of(files)
                .filter(file -> !Files.isRegularFile(file))
                .findFirst()
                .map(file -> "there is no file " + file.getFileName() + " in " + folder.directory()
                        + ": a bundle is what a check has left there, all of it");
    }

    private void audit(List<ReportLine> lines, List<String> objections) throws IOException {
        Optional<String> noVerdict = missing(folder.verdict());
        if (noVerdict.isPresent()) {
            objections.add(noVerdict.get());
            return;
        }
        VerdictClaims claims = VerdictClaims.read(folder.verdict());
        if (claims.observed().isEmpty()) {
            String kinds = claims.kinds().isEmpty() ? "" : " (" + String.join(", ", claims.kinds()) + ")";
            objections.add("verdict.json says " + Printable.of(claims.verdict())
                    + " without having looked at the samples" + kinds + ": there is nothing to repeat");
            return;
        }
        Optional<String> missing = missing(folder.samples(), folder.session(), folder.terms(), folder.statement());
        if (missing.isPresent()) {
            objections.add(missing.get());
            return;
        }
        BundleJudge.Outcome outcome =
                BundleJudge.again(folder, claims.observed()).judge();
        boolean same = isExactly(folder.verdict(), outcome.verdict().getBytes(StandardCharsets.UTF_8));
        if (!same) {
            objections.add("verdict.json is not what the evidence gives: it says " + Printable.of(claims.verdict())
                    + ", and samples, session and terms give "
                    + outcome.judgement().verdict());
        }
        lines.addAll(new AuditPage(folder, outcome, same).lines());
        if (!outcome.isPass()) {
            objections.add("the verdict is " + outcome.judgement().verdict() + ", which is no pass");
        }
        if (!outcome.leftOut().isEmpty()) {
            objections.add("only some of the steps were judged (release-gate.step): "
                    + String.join(", ", outcome.leftOut()) + " has a budget and was left out");
        }
        statement(outcome, lines, objections);
        artifact(outcome, objections);
    }

    private void statement(BundleJudge.Outcome outcome, List<ReportLine> lines, List<String> objections)
            throws IOException {
        Statement statement = StatementFile.read(folder.statement());
        boolean tolerant = statement.result().result() == TestResult.Result.WARNED;
        Statement given = new Attestation(folder).of(outcome, tolerant);
        if (!isExactly(folder.statement(), given.bytes())) {
            objections.add("statement.json is not what the evidence gives: "
                    + (statement.equals(given)
                            ? "it says the same in other bytes, and a signature is of bytes"
                            : "its subjects, result or digests are others"));
        } else if (Files.exists(folder.predicate()) && !isExactly(folder.predicate(), given.predicateBytes())) {
            objections.add("predicate.json is not what the evidence gives");
        }
        String digest = FileDigest.of(folder.statement()).sha256();
        lines.add(ReportLine.info("statement " + statement.result().result() + ", sha256:" + digest
                + ": compare it with what the build printed"));
        lines.add(signature(objections));
    }

    private static boolean isExactly(Path file, byte[] content) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content);
    }

    private ReportLine signature(List<String> objections) throws IOException {
        boolean isSigned = Files.isRegularFile(folder.envelope());
        if (trusted.isEmpty()) {
            return ReportLine.warn(
                    isSigned
                            ? "signature  not looked at: name the keys that you trust with -Drelease-gate.trustedKeys=FILE"
                            : "signature  none: whoever could write to the folder could make all of it anew");
        }
        if (!isSigned) {
            objections.add("the statement is not signed, and a signature by a trusted key is asked for");
            return ReportLine.error("signature  none");
        }
        EnvelopeFile.Verification found =
                EnvelopeFile.verify(folder.envelope(), trusted.get(), Files.readAllBytes(folder.statement()));
        if (found instanceof EnvelopeFile.Signed signed) {
            return ReportLine.info("signature  by " + Printable.of(signed.by()) + " (key " + signed.keyId() + ")");
        }
        objections.add(
                found instanceof EnvelopeFile.Broken broken
                        ? "the signature cannot be verified: " + broken.why()
                        : "the statement is signed by no trusted key");
        return ReportLine.error("signature  not by a trusted key");
    }

    private void artifact(BundleJudge.Outcome outcome, List<String> objections) throws IOException {
        if (artifact.isPresent() && !Files.isRegularFile(artifact.get())) {
            objections.add("there is no file " + artifact.get() + ", of which the verdict is asked for");
        } else if (artifact.isPresent()) {
            String digest = FileDigest.of(artifact.get()).sha256();
            boolean same = outcome.session()
                    .origin()
                    .artifact()
                    .map(measured -> measured.sha256().equals(digest))
                    .orElse(false);
            if (!same) {
                objections.add(
                        "the evidence is of another artifact than " + artifact.get() + ", whose SHA-256 is " + digest);
            }
        }
    }
}
