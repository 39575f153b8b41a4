package dev.releasegate.gate;

import dev.releasegate.record.Normalizer;
import dev.releasegate.report.Printable;
import dev.releasegate.report.ReportLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns a log of another form into perf records, and tells of every line that is not what it was. */
public final class NormalizeRun {
    private NormalizeRun() {}

    /**
     * Normalizes the log.
     *
     * @param console is told of every line that was rejected or marked unknown
     * @return why the new log is not whole, or empty if every line is in it
     * @throws IOException if the log cannot be read or the other one not be written
     */
    public static Optional<String> run(Path from, Path to, Consumer<ReportLine> console) throws IOException {
        if (isSame(from, to)) {
            throw new IOException("the normalized log must not replace the log it is made of: " + from);
        }
        RunFolder.requireLog(from);
        Files.createDirectories(to.toAbsolutePath().getParent());
        String name = String.valueOf(from.getFileName());
        Normalizer.Tally tally = Normalizer.normalize(
                from,
                to,
                remark -> console.accept(
                        ReportLine.warn(Printable.of(name + ":" + remark.line() + ": " + remark.words()))));
        console.accept(ReportLine.info(tally.written() + " records, " + tally.unknown() + " of them unknown, "
                + tally.rejected() + " lines rejected"));
        console.accept(ReportLine.info("normalized  " + to));
        return tally.rejected() == 0
                ? Optional.empty()
                : Optional.of(tally.rejected() + " lines of " + name + " are no perf records and are missing in "
                        + to.getFileName() + "; they are listed above");
    }

    /** Whether both names lead to one file, through whatever links. */
    private static boolean isSame(Path from, Path to) throws IOException {
        Path target = to.toAbsolutePath().normalize();
        return from.toAbsolutePath().normalize().equals(target)
                || (Files.exists(from) && Files.exists(target) && Files.isSameFile(from, target));
    }
}
