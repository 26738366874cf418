package dev.x0xtest.runner.lock;

/**
 * What a lock file says: one line, for the other runners.
 *
 * @param running whether its runner has found that it is the only one; before, it is starting
 * @param pid as its runner sees it; another container counts differently
 * @param proof see {@link LockNames#proof}
 */
record LockState(boolean running, long pid, String proof) {
    static final int LONGEST = 256;
    private static final String RUNNING = "running";
    private static final String STARTING = "waiting";

    String text() {
        return (running ? RUNNING : STARTING) + " " + pid + " " + proof + "\n";
    }

    /**
     * Never fails. An empty text is of a runner that has just locked its file; one of another form, such as the process
     * id alone of an older version, of one that runs.
     */
    static LockState parse(String text) {
        if (text.isBlank()) {
            return new LockState(false, 0, "");
        }
        String[] words = text.strip().split(" ", -1);
        if (words.length != 3 || !words[1].matches("\\d{1,18}")) {
            long pid = words[0].matches("\\d{1,18}") ? Long.parseLong(words[0]) : 0;
            return new LockState(true, pid, "");
        }
        return new LockState(words[0].equals(RUNNING), Long.parseLong(words[1]), words[2]);
    }
}
