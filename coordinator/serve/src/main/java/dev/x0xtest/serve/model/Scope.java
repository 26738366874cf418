package dev.x0xtest.serve.model;

import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;

/** What one series of runs is about: nothing of one network or plane says anything of another. */
public record Scope(NetworkName network, Plane plane) {}
