package dev.x0xtest.serve;

import dev.x0xtest.coordinator.Subcommands;
import java.util.List;

/** Adds the commands of the daemon to the coordinator's program, which finds this class through its jar. */
public final class ServeCommands implements Subcommands {
    @Override
    public List<Class<?>> commands() {
        return List.of(HistoryCommand.class, ServeCommand.class);
    }
}
