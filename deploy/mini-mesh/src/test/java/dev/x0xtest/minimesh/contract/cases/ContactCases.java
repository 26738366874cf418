package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.minimesh.contract.client.Answer;
import dev.x0xtest.minimesh.contract.client.Rest;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Cases on contacts and cards, which decide whom a daemon trusts. The expected answers were observed on x0xd 0.48.1;
 * the recording does not contain them.
 */
public final class ContactCases {
    private static final String NOBODY = "cd".repeat(32);
    private static final String BAD_LEVEL =
            "invalid trust level: great (valid values: blocked, unknown, known, trusted)";
    private static final String LINK = "x0x://agent/";

    private final Rest rest;
    private final DaemonNode other;

    public ContactCases(MeshRoles roles) {
        rest = roles.blocked().rest();
        other = roles.idle();
    }

    public Stream<ContractCase> cases() {
        return Stream.of(
                new ContractCase("contact: a patch makes one that was not there", this::patchMakes),
                new ContractCase("contact: an empty patch is fine", this::emptyPatch),
                new ContractCase("contact: /contacts/trust sets the level", this::trust),
                new ContractCase("contact: levels are read without regard to case", this::caseOfLevels),
                new ContractCase("contact: an id that is no hex is refused everywhere", this::badId),
                new ContractCase("contact: a patch with an unknown field is refused", this::unknownField),
                new ContractCase("card: a forged one is refused", this::forgedCard),
                new ContractCase("card: a link without its scheme is read too", this::bareCard),
                new ContractCase("card: importing never lowers trust", this::neverLowers),
                new ContractCase("card: importing does not lift a block", this::blockStays),
                new ContractCase("card: a level nobody knows is refused", this::badCardLevel),
                new ContractCase("card: loopback addresses only when asked for", this::addresses),
                new ContractCase("card: the query has to be true or false", this::badQuery));
    }

    private void patchMakes() {
        rest.delete("/contacts/" + NOBODY);
        ok(rest.patch("/contacts/" + NOBODY, level("trust_level", "known")), 200);
        JsonNode contact = contact(NOBODY);
        assertThat(contact.get("trust_level").asText()).isEqualTo("known");
        assertThat(contact.get("label").isNull()).isTrue();
    }

    private void emptyPatch() {
        ok(rest.patch("/contacts/" + NOBODY, Json.object()), 200);
    }

    private void trust() {
        ok(rest.post("/contacts/trust", level("level", "trusted").put("agent_id", NOBODY)), 200);
        assertThat(contact(NOBODY).get("trust_level").asText()).isEqualTo("trusted");
        refused(rest.post("/contacts/trust", level("level", "great").put("agent_id", NOBODY)), BAD_LEVEL);
    }

    private void caseOfLevels() {
        ok(rest.post("/contacts", level("trust_level", "KNOWN").put("agent_id", NOBODY)), 201);
        assertThat(contact(NOBODY).get("trust_level").asText()).isEqualTo("known");
    }

    private void badId() {
        String error = "invalid hex: Invalid character 'z' at position 0";
        refused(rest.post("/contacts", level("trust_level", "known").put("agent_id", "zz")), error);
        refused(rest.patch("/contacts/zz", level("trust_level", "known")), error);
        refused(rest.delete("/contacts/zz"), error);
        refused(rest.post("/agents/connect", Json.object().put("agent_id", "zz")), error);
        refused(rest.get("/agents/discovered/zz"), error);
    }

    private void unknownField() {
        Answer answer = rest.patch("/contacts/" + NOBODY, Json.object().put("trust", 1));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.text())
                .isEqualTo("Failed to deserialize the JSON body into the target type: trust: unknown field `trust`,"
                        + " expected `trust_level` or `identity_type` at line 1 column 8");
    }

    private void forgedCard() {
        ObjectNode card = (ObjectNode) Json.parse(
                new String(Base64.getUrlDecoder().decode(link().substring(LINK.length())), StandardCharsets.UTF_8));
        byte[] forged = card.put("display_name", "somebody else").toString().getBytes(StandardCharsets.UTF_8);
        refused(
                importCard(LINK + Base64.getUrlEncoder().withoutPadding().encodeToString(forged), "known"),
                "agent card signature invalid: certificate verification failed: agent card verify: InvalidSignature");
    }

    private void bareCard() {
        assertThat(ok(importCard(link().substring(LINK.length()), "known"), 200)
                        .get("agent_id")
                        .asText())
                .isEqualTo(other.agentId());
    }

    private void neverLowers() {
        set("trusted");
        JsonNode answer = ok(importCard(link(), "known"), 200);
        assertThat(answer.get("trust_level").asText()).isEqualTo("Trusted");
        assertThat(answer.get("trust_change_ignored").asBoolean()).isTrue();
    }

    private void blockStays() {
        set("blocked");
        JsonNode answer = ok(importCard(link(), "trusted"), 200);
        assertThat(answer.get("trust_level").asText()).isEqualTo("Blocked");
        assertThat(answer.get("trust_change_ignored").asBoolean()).isTrue();
        assertThat(contact(other.agentId()).get("trust_level").asText()).isEqualTo("blocked");
        set("known");
    }

    private void badCardLevel() {
        refused(importCard(link(), "great"), BAD_LEVEL);
    }

    private void addresses() {
        assertThat(other.rest().get("/agent/card").json().at("/card/addresses")).isEmpty();
        assertThat(other.rest()
                        .get("/agent/card?include_local_addresses=true")
                        .json()
                        .at("/card/addresses/0")
                        .asText())
                .startsWith("127.0.0.1:");
    }

    private void badQuery() {
        Answer answer = other.rest().get("/agent/card?include_local_addresses=yes");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("Failed to deserialize query string: provided string was not `true` or `false`");
    }

    private String link() {
        return other.rest().get("/agent/card").json().get("link").asText();
    }

    private Answer importCard(String card, String level) {
        return rest.post("/agent/card/import", level("trust_level", level).put("card", card));
    }

    private void set(String level) {
        ok(rest.post("/contacts", level("trust_level", level).put("agent_id", other.agentId())), 201);
    }

    private JsonNode contact(String id) {
        JsonNode contacts = rest.get("/contacts").json().get("contacts");
        return StreamSupport.stream(contacts.spliterator(), false)
                .filter(contact -> contact.get("agent_id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode level(String field, String level) {
        return Json.object().put(field, level);
    }

    private static JsonNode ok(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("ok").asBoolean()).isTrue();
        return answer.json();
    }

    private static void refused(Answer answer, String error) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json()).isEqualTo(Json.object().put("ok", false).put("error", error));
    }
}
