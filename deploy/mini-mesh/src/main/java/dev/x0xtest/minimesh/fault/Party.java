package dev.x0xtest.minimesh.fault;

/**
 * One end of a delivery.
 *
 * @param index position in the mesh, or -1 when it is a node of another process
 * @param name instance name, or empty
 * @param agentId 64 hexadecimal characters
 */
public record Party(int index, String name, String agentId) {
    /** An agent of which nothing but the id is known. */
    public static Party stranger(String agentId) {
        return new Party(-1, "", agentId);
    }

    /** Whether {@code selector} means this party: {@code *}, an index, a name, or the beginning of an agent id. */
    boolean matches(String selector) {
        return selector.equals("*")
                || selector.equals(Integer.toString(index))
                || (!name.isEmpty() && selector.equals(name))
                || (selector.length() >= 8 && agentId.startsWith(selector));
    }
}
