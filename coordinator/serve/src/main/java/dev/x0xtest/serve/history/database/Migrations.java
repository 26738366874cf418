package dev.x0xtest.serve.history.database;

import dev.x0xtest.cli.EnvironmentException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the schema of a database up to date. */
final class Migrations {
    private Migrations() {}

    /**
     * Applies them, or only looks whether that is done.
     *
     * @throws EnvironmentException in one line if the schema is newer than this program
     */
    static void apply(DataSource pool, DatabaseUrl url, boolean migrate) {
        Flyway flyway = Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/migration/history")
                .placeholders(url.dialect().words())
                .loggers("slf4j")
                .load();
        MigrationInfo newest = Arrays.stream(flyway.info().applied())
                .filter(one -> !one.getState().isResolved() && one.getVersion() != null)
                .findFirst()
                .orElse(null);
        if (newest != null) {
            throw new EnvironmentException(
                    "the history " + url + " has version " + newest.getVersion()
                            + " of the schema, which a newer x0xtest made and this one does not know: use the newer one",
                    null);
        }
        if (migrate) {
            flyway.migrate();
        } else if (flyway.info().applied().length == 0) {
            throw new EnvironmentException(
                    "there is no history in " + url + ": serve makes one, or give --db URL", null);
        } else if (flyway.info().pending().length > 0) {
            throw new EnvironmentException(
                    "the history " + url + " has the schema of an older x0xtest: start serve of this version first",
                    null);
        }
    }
}
