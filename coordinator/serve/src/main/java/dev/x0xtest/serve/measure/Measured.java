package dev.x0xtest.serve.measure;

import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.schedule.RunEnd;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run.
 *
 * @param run null: it never began, failed, or is a gap of its schedule, as where all runners were busy
 */
public record Measured(RunEnd end, @Nullable EndedRun run) {}
