package dev.x0xtest.serve.api.route;

import dev.x0xtest.serve.api.message.Endpoint;
import dev.x0xtest.serve.api.message.Routes;

/** All routes of the API. */
public final class ApiRoutes {
    private ApiRoutes() {}

    /**
     * The routes.
     *
     * @param events answers {@code events}
     */
    public static Routes of(Sources sources, Endpoint.Streams events) {
        Routes routes = new Routes();
        new LiveRoutes(sources).addTo(routes, events);
        new MatrixRoutes(sources).addTo(routes);
        new PairRoutes(sources).addTo(routes);
        new RunRoutes(sources).addTo(routes);
        new IncidentRoutes(sources).addTo(routes);
        new OrderRoutes(sources).addTo(routes);
        new MetricsRoute(sources).addTo(routes);
        new PageRoutes(sources).addTo(routes);
        return routes;
    }
}
