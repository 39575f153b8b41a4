package dev.releasegate.registry;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL, one for all tests of this JVM, with a schema of its own for each test. */
final class RealPostgres {
    private static final String DATABASE = "english";
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final String url;

    private RealPostgres(String url) {
        this.url = url;
    }

    /** An empty schema that nobody else uses. */
    static RealPostgres fresh() throws SQLException {
        String schema = "test_" + SCHEMAS.incrementAndGet();
        String server = Server.POSTGRES.getJdbcUrl("postgres", DATABASE);
        try (Connection connection = DriverManager.getConnection(server);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        }
        return new RealPostgres(server.replaceAll("\\?.*", "") + "?currentSchema=" + schema);
    }

    /** Without user and password. */
    String url() {
        return url;
    }

    Database database() {
        return new Database(url, Optional.of("postgres"), Optional.of("postgres"));
    }

    /** Does something from outside. */
    void execute(String sql) throws SQLException {
        try (Connection connection = database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                makeDatabase(postgres);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres)));
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** In English, where lower and upper case are mixed in an order that is not that of their bytes. */
        private static void makeDatabase(EmbeddedPostgres postgres) throws IOException {
            try (Connection connection = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + DATABASE
                        + " TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en'");
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        private static void stop(EmbeddedPostgres postgres) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
