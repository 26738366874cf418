package dev.x0xtest.serve.history.codec;

import dev.x0xtest.serve.history.record.CellFigures;

/** One number for the letter and the class of a cell. */
final class Letters {
    private static final int CLASSES = 3;

    private Letters() {}

    static int code(char letter, char outcome) {
        return CellFigures.LETTERS.indexOf(letter) * CLASSES + CellFigures.OUTCOMES.indexOf(outcome);
    }

    static char letter(long code) {
        if (code < 0 || code >= (long) CellFigures.LETTERS.length() * CLASSES) {
            throw new CodecException("an outcome of the unknown number " + code);
        }
        return CellFigures.LETTERS.charAt((int) code / CLASSES);
    }

    static char outcome(long code) {
        return CellFigures.OUTCOMES.charAt((int) (code % CLASSES));
    }
}
