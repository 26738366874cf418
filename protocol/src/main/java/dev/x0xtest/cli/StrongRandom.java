package dev.x0xtest.cli;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** The source of unpredictable random numbers. */
public final class StrongRandom {
    private StrongRandom() {}

    /** The operating system's generator. It is requested by name: otherwise Java loads every security provider. */
    public static SecureRandom system() {
        try {
            return SecureRandom.getInstance("NativePRNG");
        } catch (NoSuchAlgorithmException e) {
            return new SecureRandom();
        }
    }
}
