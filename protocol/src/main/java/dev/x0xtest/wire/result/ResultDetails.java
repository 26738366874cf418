package dev.x0xtest.wire.result;

import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.json.Codecs;

/** Codecs of the details that no {@link Action} names. */
public final class ResultDetails {
    /** Of {@link ResultKinds#RECEIVED_DM}. */
    public static final Codec<ReceiptDetails> RECEIPT = Codecs.record(ReceiptDetails.class);

    /** Of {@link ResultKinds#RUNNER_READY}. */
    public static final Codec<ReadyDetails> READY = Codecs.record(ReadyDetails.class);

    private ResultDetails() {}
}
