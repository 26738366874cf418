package dev.x0xtest.serve.alert.sink;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP requests with a limit on all of their time. It follows no redirect, and reads nothing of an answer but its status: the
 * rest is thrown away as it comes. Blocks; each sink has its own, so that none waits for another's connections.
 */
public final class HttpCalls {
    private static final int OK = 200;
    private static final int REDIRECT = 300;

    private final HttpClient client;
    private final Duration timeout;

    /** Opens no connection yet. {@code timeout}: of a whole request. */
    public HttpCalls(Duration timeout) {
        this.timeout = timeout;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(Executors.newCachedThreadPool(task -> {
                    Thread thread = new Thread(task, "alert-http");
                    thread.setDaemon(true);
                    return thread;
                }))
                .build();
    }

    /** Sends JSON; a status from 200 to 299 takes it. */
    void post(SecretUrl url, byte[] body, Map<String, String> headers) throws SinkException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.uri())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        send(url, request);
    }

    /** Asks for it; a status from 200 to 299 is good. */
    public void get(SecretUrl url) throws SinkException, InterruptedException {
        send(url, HttpRequest.newBuilder(url.uri()).GET());
    }

    private void send(SecretUrl url, HttpRequest.Builder request) throws SinkException, InterruptedException {
        url.authorization().ifPresent(value -> request.header("Authorization", value));
        request.header("User-Agent", "x0xtest-serve");
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        try {
            int status = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status < OK || status >= REDIRECT) {
                throw new SinkException(url + " answered " + status);
            }
        } catch (TimeoutException e) {
            throw new SinkException(url + " did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            // The words of such an exception may repeat the address.
            throw new SinkException(
                    url + " cannot be reached: " + cause.getClass().getSimpleName());
        } finally {
            answer.cancel(true);
        }
    }
}
