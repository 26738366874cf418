package dev.x0xtest.runner.result;

/** A result did not get through; one line. */
final class DeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeliveryException(String message) {
        super(message, null, false, false);
    }
}
