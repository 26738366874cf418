package dev.x0xtest.serve.history.store;

import dev.x0xtest.serve.history.database.DatabaseUrl;
import java.nio.file.Path;

class SqliteTidyTest extends TidyContract {
    @Override
    DatabaseUrl url(Path empty) {
        return DatabaseUrl.ofFile(empty.resolve("history.db"));
    }
}
