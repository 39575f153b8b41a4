package dev.releasegate.registry;

import java.sql.SQLException;
import java.util.Set;

/** What the five characters say with which PostgreSQL, and whatever speaks its protocol, explains an error. */
final class SqlStates {
    /** Shut down by the administrator, crashed, starting up; and a write to what has become a standby. */
    private static final Set<String> OTHER_SERVER = Set.of("57P01", "57P02", "57P03", "25006");

    private static final String CONNECTION = "08";
    private static final String NO_ROOM = "53";
    private static final String ROLLED_BACK = "40";
    private static final String NOT_KNOWN_WHETHER_COMPLETED = "40003";

    private SqlStates() {}

    /** The transaction was undone for the sake of another one: a deadlock, or what could not be put in a row. */
    static boolean isRolledBack(SQLException e) {
        String state = of(e);
        return state.startsWith(ROLLED_BACK) && !state.equals(NOT_KNOWN_WHETHER_COMPLETED);
    }

    /** Another connection may succeed. */
    static boolean isLost(SQLException e) {
        String state = of(e);
        return state.startsWith(CONNECTION) || OTHER_SERVER.contains(state);
    }

    /** The same request may succeed later: there is no server, or it has no room, or too many are at work. */
    static boolean isPassing(SQLException e) {
        return isLost(e) || isRolledBack(e) || of(e).startsWith(NO_ROOM);
    }

    private static String of(SQLException e) {
        String state = e.getSQLState();
        return state == null ? "" : state;
    }
}
