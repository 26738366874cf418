package dev.x0xtest.cli;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Where a program's unpredictable numbers come from. */
public final class StrongRandom {
    private StrongRandom() {}

    /** The system's own; asked for by name, because without one Java loads every provider of security it has. */
    public static SecureRandom system() {
        try {
            return SecureRandom.getInstance("NativePRNG");
        } catch (NoSuchAlgorithmException e) {
            return new SecureRandom();
        }
    }
}
