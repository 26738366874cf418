package dev.x0xtest.serve.history.store;

import dev.x0xtest.serve.history.database.DatabaseUrl;
import java.nio.file.Path;

class PostgresqlTidyTest extends TidyContract {
    @Override
    DatabaseUrl url(Path empty) throws Exception {
        return PostgresqlCluster.shared().empty();
    }
}
