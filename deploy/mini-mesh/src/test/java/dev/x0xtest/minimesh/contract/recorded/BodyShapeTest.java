package dev.x0xtest.minimesh.contract.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.minimesh.contract.mesh.DaemonMesh;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.Identities;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests that {@link BodyShape} finds every difference that counts, and no other. */
class BodyShapeTest {
    private final Identities identities = Identities.of(new MeshRoles(new NamedNodes()));

    @Test
    void anotherConstantIsADifference() {
        assertThat(listed("{'ok':true,'error':'x'}", "{'ok':true,'error':'y'}")).hasSize(1);
        assertThat(listed("{'ok':true}", "{'ok':false}")).hasSize(1);
        assertThat(listed("{'peers':5}", "{'peers':4}")).hasSize(1);
    }

    @Test
    void aMissingOrExtraKeyIsADifference() {
        assertThat(listed("{'a':1,'b':2}", "{'a':1}")).hasSize(1);
        assertThat(listed("{'a':1}", "{'a':1,'b':2}")).hasSize(1);
    }

    @Test
    void anotherTypeIsADifferenceEvenWhereValuesDoNotCount() {
        assertThat(anyValue("{'a':1}", "{'a':'1'}")).hasSize(1);
        assertThat(anyValue("{'a':1}", "{'a':1.5}")).hasSize(1);
        assertThat(anyValue("{'a':1}", "{'a':7}")).isEmpty();
    }

    @Test
    void secondsInPlaceOfMillisecondsAreADifference() {
        assertThat(listed("{'t':1795248756106}", "{'t':1895248756106}")).isEmpty();
        assertThat(listed("{'t':1795248756106}", "{'t':1895248756}")).hasSize(1);
    }

    @Test
    void anUnknownIdMayBeAnyOfTheSameLengthButAKnownOneHasToBeTheLiveOne() {
        String recorded = "{'id':'" + "cd".repeat(16) + "'}";
        assertThat(listed(recorded, "{'id':'" + "ef".repeat(16) + "'}")).isEmpty();
        assertThat(listed(recorded, "{'id':'" + "ef".repeat(15) + "'}")).hasSize(1);
        String self = "{'id':'" + Identities.SELF + "'}";
        assertThat(listed(self, "{'id':'" + NamedNodes.agentId(0) + "'}")).isEmpty();
        assertThat(listed(self, "{'id':'" + NamedNodes.agentId(1) + "'}")).hasSize(1);
    }

    @Test
    void eachElementOfAListHasToBeMadeOfRecordedFields() {
        String recorded = "{'l':[{'a':1,'b':null},{'a':2,'b':'x'}]}";
        assertThat(listed(recorded, "{'l':[{'a':2,'b':null},{'a':1,'b':'x'}]}")).isEmpty();
        assertThat(listed(recorded, "{'l':[{'a':1,'b':null},{'a':3,'b':'x'}]}")).hasSize(1);
        assertThat(listed(recorded, "{'l':[{'a':1,'b':null}]}")).hasSize(1);
    }

    private List<String> listed(String recorded, String live) {
        return differences(MayDiffer.listed(), recorded, live);
    }

    private List<String> anyValue(String recorded, String live) {
        return differences(MayDiffer.anyValue(), recorded, live);
    }

    private List<String> differences(MayDiffer mayDiffer, String recorded, String live) {
        return new BodyShape(new Texts(identities), mayDiffer)
                .differences(Json.parse(recorded.replace('\'', '"')), Json.parse(live.replace('\'', '"')));
    }

    /** Three daemons that exist only as ids; no test calls them. */
    private record NamedNodes() implements DaemonMesh {
        static String agentId(int index) {
            return String.valueOf(index).repeat(64);
        }

        @Override
        public List<DaemonNode> nodes() {
            return IntStream.range(0, 3)
                    .mapToObj(i -> new DaemonNode(
                            URI.create("http://127.0.0.1:1"), "t", Path.of("."), agentId(i), agentId(i + 3)))
                    .toList();
        }

        @Override
        public void close() {
            // no daemon was started
        }
    }
}
