package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "no PostgreSQL for this machine among the tests")
class PostgresStoreTest extends StoreContract {
    private static final Urn NAME = new Urn("urn:example:a");

    private Optional<RealPostgres> postgres = Optional.empty();

    @BeforeEach
    void makeSchema() throws SQLException {
        postgres = Optional.of(postgres.isPresent() ? postgres.get() : RealPostgres.fresh());
    }

    @Test
    void two_that_are_opened_at_once_make_the_tables_once() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        RealPostgres fresh = RealPostgres.fresh();
        Callable<PostgresStore> open = () -> PostgresStore.open(fresh.database(), NOON);
        for (Future<PostgresStore> opened : pool.invokeAll(List.of(open, open, open, open))) {
            opened.get().close();
        }
        pool.shutdown();
    }

    @Test
    void puts_through_two_stores_at_once_get_one_version_each() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (Store one = open();
                Store other = open()) {
            List<Callable<Long>> puts = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                puts.add(() -> one.put(NAME, manifest("a"), Precondition.NONE).getAsLong());
                puts.add(() -> other.put(NAME, manifest("b"), Precondition.NONE).getAsLong());
            }
            List<Long> versions = new ArrayList<>();
            for (Future<Long> put : pool.invokeAll(puts)) {
                versions.add(put.get());
            }
            assertThat(versions)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 200).boxed().toList());
            assertThat(one.resolve(NAME).orElseThrow().capabilities()).hasSize(1);
            assertThat(one.get(NAME)).isEqualTo(other.get(NAME));
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void connections_that_are_cut_are_replaced_unseen() throws Exception {
        try (Store store = open()) {
            openConnections(store, 3);
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'release-gate-registry' AND pid <> pg_backend_pid()");
            assertThat(store.get(NAME)).isEmpty();
            assertThat(store.put(NAME, manifest("b"), Precondition.NONE)).hasValue(1);
        }
    }

    /** So many to read and as many to write: while somebody else holds the table, each call has one of its own. */
    private void openConnections(Store store, int each) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2 * each);
        List<Future<?>> waiting = new ArrayList<>();
        try (var other = postgres.orElseThrow().database().connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE manifests");
            for (int i = 0; i < each; i++) {
                Urn urn = new Urn("urn:example:other" + i);
                waiting.add(pool.submit(() -> store.put(urn, manifest("a"), Precondition.NONE)));
                waiting.add(pool.submit(() -> store.get(urn)));
            }
            long locked = 0;
            while (locked < 2L * each) {
                try (var row = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
                    locked = row.next() ? row.getLong(1) : 0;
                }
            }
            other.rollback();
        }
        for (Future<?> one : waiting) {
            one.get();
        }
        pool.shutdown();
    }

    @Test
    void a_server_that_has_gone_is_told_from_a_request_that_fails() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Database database =
                new Database(server.getJdbcUrl("postgres", "postgres"), Optional.of("postgres"), Optional.empty());
        try (Store store = PostgresStore.open(database, NOON)) {
            assertThat(store.put(NAME, manifest("a"), Precondition.NONE)).hasValue(1);
            server.close();
            assertThatThrownBy(() -> store.get(NAME)).isInstanceOf(UnavailableStoreException.class);
            assertThatThrownBy(() -> store.put(NAME, manifest("b"), Precondition.NONE))
                    .isInstanceOf(UnavailableStoreException.class);
        } finally {
            server.close();
        }
    }

    @Test
    void a_transaction_that_always_gives_way_may_be_tried_again_later() throws Exception {
        execute("CREATE FUNCTION give_way() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " RAISE EXCEPTION 'gave way' USING ERRCODE = '40001'; END $$");
        execute("CREATE TRIGGER give_way BEFORE INSERT ON manifests FOR EACH ROW EXECUTE FUNCTION give_way()");
        try (Store store = open()) {
            assertThatThrownBy(() -> store.put(NAME, manifest("a"), Precondition.NONE))
                    .isInstanceOf(UnavailableStoreException.class);
        }
    }

    @Test
    void a_transaction_that_gave_way_to_another_is_begun_again() throws Exception {
        execute("CREATE SEQUENCE tries");
        execute("CREATE FUNCTION give_way() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF nextval('tries') < 3 THEN RAISE EXCEPTION 'gave way' USING ERRCODE = '40001'; END IF;"
                + " RETURN new; END $$");
        execute("CREATE TRIGGER give_way BEFORE INSERT ON manifests FOR EACH ROW EXECUTE FUNCTION give_way()");
        try (Store store = open()) {
            assertThat(store.put(NAME, manifest("a"), Precondition.NONE)).hasValue(1);
        }
    }

    @Test
    void a_commit_that_is_only_on_the_primary_is_not_acknowledged() throws Exception {
        execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (Store store = open()) {
            execute("SELECT pg_reload_conf()");
            Future<Store.Outcome> waiting = pool.submit(() -> {
                Store.Outcome outcome = new Store.Outcome.Unmet();
                for (int i = 0; i < 1_000 && !(outcome instanceof Store.Outcome.Failed); i++) {
                    outcome = store.putAll(List.of(new Store.Put(NAME, manifest("a"), Precondition.NONE)))
                            .get(0); // until the server has read its settings again
                }
                return outcome;
            });
            while (!waiting.isDone()) {
                execute("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            }
            assertThat(waiting.get())
                    .isInstanceOfSatisfying(
                            Store.Outcome.Failed.class,
                            failed -> assertThat(failed.why()).isInstanceOf(UnknownOutcomeException.class));
        } finally {
            pool.shutdown();
            execute("ALTER SYSTEM RESET synchronous_standby_names");
            execute("SELECT pg_reload_conf()");
        }
    }

    @Test
    void a_database_that_cannot_be_reached_is_named_without_its_password() {
        Database nowhere =
                new Database("jdbc:postgresql://127.0.0.1:1/nowhere", Optional.of("somebody"), Optional.of("a-secret"));
        assertThatThrownBy(() -> PostgresStore.open(nowhere, NOON))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot open the database: Connection to 127.0.0.1:1 refused")
                .hasMessageNotContaining("a-secret");
    }

    @Test
    void the_session_syncs_each_commit_also_where_the_database_does_not() throws Exception {
        execute("ALTER ROLE postgres SET synchronous_commit = off");
        try (var connection = postgres.orElseThrow().database().connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW synchronous_commit")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("on");
        } finally {
            execute("ALTER ROLE postgres RESET synchronous_commit");
        }
    }

    @Override
    Store open() throws Exception {
        makeSchema();
        return PostgresStore.open(postgres.orElseThrow().database(), NOON);
    }

    @Override
    void execute(String sql) throws Exception {
        postgres.orElseThrow().execute(sql);
    }

    @Override
    void poison(Urn urn) throws Exception {
        execute("ALTER TABLE manifests ADD CONSTRAINT poison CHECK (urn <> '" + urn + "')");
    }

    @Override
    void poisonCommits(Urn urn) throws Exception {
        execute("CREATE TABLE poisoned (urn TEXT REFERENCES manifests (urn) DEFERRABLE INITIALLY DEFERRED)");
        execute("CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN" + " IF new.urn = '" + urn
                + "' THEN INSERT INTO poisoned VALUES ('nothing'); END IF; RETURN new; END $$");
        execute("CREATE TRIGGER poison AFTER INSERT ON manifests FOR EACH ROW EXECUTE FUNCTION poison()");
    }
}
