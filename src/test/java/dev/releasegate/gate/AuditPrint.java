package dev.releasegate.gate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Audits folders in a process of its own, which may have little memory, and prints the first objection to each. */
final class AuditPrint {
    private AuditPrint() {}

    public static void main(String[] folders) {
        for (String folder : folders) {
            List<String> objections = new Audit(new RunFolder(Path.of(folder)), Optional.empty(), Optional.empty())
                    .run()
                    .objections();
            System.out.println(objections.isEmpty() ? "passed" : objections.get(0));
        }
        System.out.println("all told");
    }
}
