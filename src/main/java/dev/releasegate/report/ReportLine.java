package dev.releasegate.report;

/**
 * One line for the console.
 *
 * @param level how loud it is
 * @param text without a line end
 */
public record ReportLine(Level level, String text) {
    /** How loud a line is. */
    public enum Level {
        INFO,
        WARN,
        ERROR
    }

    public static ReportLine info(String text) {
        return new ReportLine(Level.INFO, text);
    }

    public static ReportLine warn(String text) {
        return new ReportLine(Level.WARN, text);
    }

    public static ReportLine error(String text) {
        return new ReportLine(Level.ERROR, text);
    }
}
