package dev.releasegate.evidence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a repository comes from, as it may be told to everybody. */
final class RemoteAddress {
    private static final String HOST = "(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])";

    /** {@code https://user:token@host:443/path?query}: the user's name may be a token as well. */
    private static final Pattern URL = Pattern.compile("(?<scheme>https?|ssh|git)://(?:[^/]*@)?" + HOST
            + "(?<port>:\\d+)?/(?<path>[^@?#\\s\\p{C}]+)" + "(?:[?#].*)?");

    /** {@code user@host:path}, as ssh has it. */
    private static final Pattern SCP = Pattern.compile("(?:[^/:]*@)?" + HOST + ":(?!//)(?<path>[^@?#\\s\\p{C}:\\\\]+)");

    private RemoteAddress() {}

    /** The address without user, password, token, query and fragment; empty if it is a path, or is not understood. */
    static Optional<String> withoutCredentials(String url) {
        Matcher whole = URL.matcher(url);
        if (whole.matches()) {
            String port = whole.group("port") == null ? "" : whole.group("port");
            return Optional.of(whole.group("scheme") + "://" + whole.group("host") + port + "/" + whole.group("path"));
        }
        Matcher scp = SCP.matcher(url);
        return scp.matches() && scp.group("host").length() > 1 // else it is a drive of Windows
                ? Optional.of(
                        "ssh://" + scp.group("host") + "/" + scp.group("path").replaceFirst("^/+", ""))
                : Optional.empty();
    }
}
