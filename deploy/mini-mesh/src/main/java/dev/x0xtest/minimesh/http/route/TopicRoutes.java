package dev.x0xtest.minimesh.http.route;

import static dev.x0xtest.minimesh.http.exchange.HttpAnswer.object;

import dev.x0xtest.minimesh.http.exchange.EventFeed;
import dev.x0xtest.minimesh.http.exchange.HttpAnswer;
import dev.x0xtest.minimesh.http.exchange.Rejection;
import dev.x0xtest.minimesh.http.exchange.Request;
import dev.x0xtest.minimesh.http.exchange.Router;
import dev.x0xtest.minimesh.http.exchange.Shape;
import dev.x0xtest.minimesh.http.exchange.Shape.Kind;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.node.Node;
import dev.x0xtest.minimesh.node.TopicBoard;

/**
 * The endpoints {@code /publish}, {@code /subscribe} and {@code /events}. An idle {@code /events} sends no comments.
 */
public final class TopicRoutes {
    private static final Shape PUBLISH =
            Shape.of("PublishRequest").with("topic", Kind.TEXT).with("payload", Kind.TEXT);
    private static final Shape SUBSCRIBE = Shape.of("SubscribeRequest").with("topic", Kind.TEXT);

    private static final int MAX_SUBSCRIPTIONS = 10_000;

    private final Node node;

    public TopicRoutes(Node node) {
        this.node = node;
    }

    public void addTo(Router router) {
        router.answer("POST", "/publish", this::publish);
        router.answer("POST", "/subscribe", this::subscribe);
        router.answer("DELETE", "/subscribe/:id", this::unsubscribe);
        router.add("GET", "/events", (request, reply) -> events(reply));
    }

    private HttpAnswer publish(Request request) throws Rejection {
        Shape.Fields fields = request.json(PUBLISH);
        if (fields.text("topic").isEmpty()) {
            throw Rejection.badRequest("topic must not be empty");
        }
        try {
            Bytes payload = Request.base64(fields.text("payload"));
            node.topics().publish(fields.text("topic"), payload);
            return HttpAnswer.ok("ok", true);
        } catch (Request.InvalidBase64Exception e) {
            throw Rejection.badRequest("invalid base64 in payload field: " + e.getMessage()
                    + ". The payload must be base64-encoded (e.g., use `echo -n \"hello\" | base64`)");
        }
    }

    private HttpAnswer subscribe(Request request) throws Rejection {
        String topic = request.json(SUBSCRIBE).text("topic");
        if (node.topics().subscriptions() >= MAX_SUBSCRIPTIONS) {
            throw new Rejection(HttpAnswer.error(503, "too many subscriptions for a stand-in"));
        }
        String id = node.topics().subscribe(topic);
        return HttpAnswer.ok("ok", true, "subscription_id", id);
    }

    private HttpAnswer unsubscribe(Request request) {
        return node.topics().unsubscribe(request.pathArguments().get(0))
                ? HttpAnswer.ok("ok", true)
                : HttpAnswer.error(404, "subscription not found");
    }

    private void events(Router.Reply reply) {
        EventFeed stream = reply.stream();
        var tap = node.topics().stream().open(stream::pump);
        stream.begin(
                () -> {
                    TopicBoard.TopicMessage message = tap.poll();
                    return message == null ? null : EventFeed.frame("message", HttpAnswer.write(event(message)));
                },
                tap::close);
    }

    private static Object event(TopicBoard.TopicMessage message) {
        return object(
                "type",
                "message",
                "data",
                object(
                        "payload",
                        message.payload().base64(),
                        "sender",
                        message.senderAgentId(),
                        "subscription_id",
                        message.subscriptionId(),
                        "topic",
                        message.topic(),
                        "trust_level",
                        message.trustLevel().wire(),
                        "verified",
                        message.verified()));
    }
}
