package dev.x0xtest.coordinator;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunEffect;
import java.nio.file.Path;
import picocli.CommandLine;

final class OutputOptions {
    void checkTargets() {}

    ProgressListener progress(CommandLine command) {
        return new ProgressListener() {
            @Override
            public void progressed(RunEffect.Progressed progress) {}

            @Override
            public void noted(String text) {
                command.getErr().println(text);
            }

            @Override
            public void close() {}
        };
    }

    void show(Report report, CommandLine command) {
        command.getOut().println(report);
    }

    void write(Report report, Path directory, CommandLine command) {
        show(report, command);
    }
}
