package dev.x0xtest.cli;

import picocli.CommandLine.IVersionProvider;

/** {@code --version} of every command. */
public final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"x0xtest " + Versions.withCommit()};
    }
}
