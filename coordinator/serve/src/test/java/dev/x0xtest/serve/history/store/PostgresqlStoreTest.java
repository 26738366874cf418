package dev.x0xtest.serve.history.store;

import dev.x0xtest.serve.history.database.DatabaseUrl;
import java.nio.file.Path;

class PostgresqlStoreTest extends StoreContract {
    @Override
    DatabaseUrl url(Path empty) throws Exception {
        return PostgresqlCluster.shared().empty();
    }
}
