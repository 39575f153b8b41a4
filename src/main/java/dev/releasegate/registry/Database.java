package dev.releasegate.registry;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** A PostgreSQL database, and how to connect to it. Not a record, so that nothing ever prints the password. */
final class Database {
    /** What the JDBC URL of each begins with. */
    static final String URL_START = "jdbc:postgresql:";

    private static final String DRIVER = "org.postgresql.Driver";

    /** Where the URL says otherwise, the URL counts. In seconds; the server gives up before the socket does. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "ApplicationName", "release-gate-registry",
            "connectTimeout", "5",
            "socketTimeout", "10",
            "tcpKeepAlive", "true");

    /**
     * The last two: what a process holds that has been stopped or cut off is let go, and what is acknowledged has been
     * synced, also where the database is set up not to.
     */
    private static final List<String> SESSION = List.of(
            "SET statement_timeout = '5s'",
            "SET lock_timeout = '4s'",
            "SET idle_in_transaction_session_timeout = '10s'",
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'");

    private final String url;
    private final Properties properties = new Properties();

    Database(String url, Optional<String> user, Optional<String> password) {
        this.url = url;
        properties.putAll(DEFAULTS);
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
    }

    /** The driver, if the user has added it: a dependency of the plugin is found by the class loader of the plugin. */
    static Optional<Class<?>> driver() {
        try {
            return Optional.of(Class.forName(DRIVER, false, Database.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns if there is a driver.
     *
     * @throws StoreException if not; says how to get it
     */
    static void requireDriver() throws StoreException {
        if (driver().isEmpty()) {
            throw new StoreException(
                    "there is no PostgreSQL driver: add org.postgresql:postgresql (42.7 or newer) to the"
                            + " <dependencies> of the plugin, or its jar to the class path");
        }
    }

    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties);
        try (Statement statement = connection.createStatement()) {
            for (String sql : SESSION) {
                statement.execute(sql);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
