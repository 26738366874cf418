package dev.x0xtest.daemon.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.daemon.Daemon;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code GET /machines/discovered}: which machine announced which agents. A daemon has one entry per machine for some 15
 * minutes, so a second machine with the keys of an agent shows beside the first. x0xd 0.39 and stand-ins lack it.
 */
public final class Machines {
    /** The endpoint. */
    public static final String PATH = "/machines/discovered";

    private static final int MOST_ADDRESSES = 16;

    private Machines() {}

    /**
     * The latest announcement of one machine.
     *
     * @param agentIds the agents that it announced, 64 hex characters each
     * @param addresses where it says that it is reached, at most 16
     * @param announcedAtSecs by its own clock, in s since 1970
     */
    public record Machine(String machineId, List<String> agentIds, List<String> addresses, long announcedAtSecs) {}

    /** The machines that this daemon has heard of lately; entries that are unreadable are left out. */
    public static List<Machine> of(Daemon.Response answer) {
        List<Machine> machines = new ArrayList<>();
        for (JsonNode entry : answer.body().path("machines")) {
            String id = entry.path("machine_id").asText("");
            long at = entry.path("announced_at").asLong(0);
            if (!id.isEmpty() && at > 0) {
                machines.add(new Machine(
                        id,
                        texts(entry.path("agent_ids")).toList(),
                        texts(entry.path("addresses"))
                                .sorted()
                                .limit(MOST_ADDRESSES)
                                .toList(),
                        at));
            }
        }
        return List.copyOf(machines);
    }

    private static Stream<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(entry -> texts.add(entry.asText("")));
        return texts.stream().filter(text -> !text.isEmpty());
    }
}
