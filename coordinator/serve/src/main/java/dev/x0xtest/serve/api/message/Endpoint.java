package dev.x0xtest.serve.api.message;

import io.netty.channel.Channel;
import java.util.concurrent.CompletionStage;

/** Answers the requests of one route. Throws {@link Problem} where it cannot. */
public sealed interface Endpoint {
    /** Answers at once, on the event loop. */
    non-sealed interface Quick extends Endpoint {
        Answer answer(Request request);
    }

    /** Answers after a while, on a worker: it may wait for a database. */
    non-sealed interface Reads extends Endpoint {
        Answer answer(Request request);
    }

    /** Answers later. Called on a worker; the stage may complete on any thread. */
    non-sealed interface Acts extends Endpoint {
        CompletionStage<Answer> answer(Request request);
    }

    /** Answers with an event stream, which has the rest of the connection. */
    non-sealed interface Streams extends Endpoint {
        /**
         * Begins the stream, on the event loop, after the head of the answer was written.
         *
         * @throws Problem before anything was written
         */
        Stream open(Request request, Channel channel);
    }

    /** The stream of one connection. Confined to the event loop. */
    interface Stream {
        /** The head of the answer was written, or there is room for more. */
        void pump();

        /** The connection is gone. */
        void closed();
    }
}
