-- The history of x0xtest serve, for SQLite and PostgreSQL. What differs comes from Dialect, as placeholders.
-- Times are milliseconds since 1970. Blobs begin with their version: see the package serve.history.codec.

create table scope (
    id ${id},
    network text not null,
    plane text not null,
    unique (network, plane)
);

-- state: begun, cut (the process died with it) or kept.
create table run (
    id ${id},
    run_id text not null unique,
    scope integer not null,
    kind text not null,
    schedule text not null,
    state text not null,
    started_ms bigint not null,
    ended_ms bigint not null,
    verdict text not null,
    cells integer not null,
    proven integer not null,
    refuted integer not null,
    unobserved integer not null,
    messages integer not null
);
create index run_started on run (scope, started_ms);
create index run_ended on run (scope, ended_ms);

-- A node as long as it has the same label and agent. until_ms: null while it is in the fleet.
create table series (
    id ${id},
    scope integer not null,
    label text not null,
    agent_id text not null,
    since_ms bigint not null,
    until_ms bigint
);
create index series_label on series (scope, label);

-- The roster of the last run of a scope, with what that run says of each node.
create table roster (
    scope integer primary key,
    run integer not null,
    nodes ${blob} not null
);

-- The cells of one source in one run.
create table sample (
    source integer not null,
    at_ms bigint not null,
    run integer not null,
    cells ${blob} not null,
    primary key (source, at_ms, run)
) ${clustered};

-- The cells of one source in each hour of a day since 1970, UTC.
create table hourly (
    source integer not null,
    day integer not null,
    cells ${blob} not null,
    primary key (source, day)
) ${clustered};

-- The cells of one source on each day of a month; month: 12 * year + month - 1.
create table daily (
    source integer not null,
    month integer not null,
    cells ${blob} not null,
    primary key (source, month)
) ${clustered};

-- The last outcome of each pair of a source, and since when.
create table present (
    source integer primary key,
    pairs ${blob} not null
);

-- Hours since 1970 whose sums are older than their runs.
create table stale_hour (
    scope integer not null,
    hour integer not null,
    primary key (scope, hour)
) ${clustered};

-- The same of days, once their hours are summed up.
create table stale_day (
    scope integer not null,
    day integer not null,
    primary key (scope, day)
) ${clustered};

create table miss (
    src integer not null,
    dst integer not null,
    at_ms bigint not null,
    run integer not null,
    letter text not null,
    code text not null,
    reason text not null,
    primary key (src, dst, at_ms, run)
) ${clustered};

-- report/2, compressed, of recent runs.
create table report (
    run integer primary key,
    bytes integer not null,
    json ${blob} not null
);

create index report_size on report (run, bytes);

create table incident (
    id text primary key,
    scope integer not null,
    state text not null,
    kind text not null,
    since_ms bigint not null,
    at_ms bigint not null,
    document text not null
);
create index incident_since on incident (scope, since_ms);

-- Alerts that a sink has yet to take.
create table outbox (
    alert_id text not null,
    sink text not null,
    next_ms bigint not null,
    document text not null,
    primary key (alert_id, sink)
);

create table operator_order (
    id text primary key,
    kind text not null,
    target text not null,
    from_ms bigint not null,
    until_ms bigint not null,
    reason text not null,
    ordered_by text not null
);

create table audit (
    id ${id},
    at_ms bigint not null,
    who text not null,
    action text not null,
    target text not null,
    reason text not null
);

create table skipped (
    scope integer not null,
    schedule text not null,
    due_ms bigint not null,
    until_ms bigint not null,
    reason text not null,
    words text not null,
    primary key (scope, schedule, due_ms)
);

create table setting (
    name text primary key,
    value text not null
);
