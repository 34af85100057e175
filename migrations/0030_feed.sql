-- The channel by which a source's own system supplies rows (FEED-04, FEED-08, FEED-12): whose keys
-- sign its requests, what has come and waits, and what is told of it afterwards. What a supply holds
-- stands sealed until its rows are taken in, and is gone then.

create schema feed;
grant usage on schema feed to contactpoint_app, contactpoint_reader;

-- A public key with which a source's system signs its tokens.
create table feed.key (
    id            uuid primary key,
    source        uuid not null references source,
    algorithm     text not null check (algorithm in ('rs256', 'es256', 'ed25519')),
    public_key    text not null,                      -- PEM
    registered_on date not null,
    expires_on    date not null,                      -- not accepted from this day on
    withdrawn_on  date
);
create index key_by_source on feed.key (source);

-- Tokens that have been used, until they have run out by themselves: each is accepted once.
create table feed.used_token (
    key        uuid not null references feed.key on delete cascade,
    mark       bytea not null,                        -- keyed hash of the token's own identifier
    expires_at timestamptz not null,
    primary key (key, mark)
);

create table feed.supply (
    id          uuid primary key,
    source      uuid not null references source,
    name        text not null collate "C",            -- the source's own name for the supply
    about       text not null check (about in ('children', 'involvements', 'assessments')),
    format      text not null check (format in ('csv', 'ndjson')),
    state       text not null check (state in
        ('receiving', 'waiting', 'done', 'refused', 'stopped')),
    refused_for text check (refused_for in ('headings', 'encoding', 'empty')),
    place       bigint generated always as identity,  -- in the order in which they came
    received_at timestamptz not null,                 -- when the first of it came
    length      bigint not null,                      -- bytes kept so far
    taken_in    bigint not null,                      -- rows worked so far, refused ones among them
    counts      jsonb,                                -- domain::data_source::FileCounts, never told
    leased_to   timestamptz,                          -- a worker has it until then
    failures    integer not null,                     -- one after another
    unique (source, name),
    check ((state = 'refused') = (refused_for is not null))
);
create index supply_to_work on feed.supply (source, place) where state = 'waiting';

-- What has come of a supply, in the order in which it came.
create table feed.part (
    supply uuid not null references feed.supply on delete cascade,
    starts bigint not null,                           -- byte of the supply
    sealed bytea not null,
    primary key (supply, starts)
);

-- Rows that could not be used: where they stood and why, and never what they held (FEED-05).
create table feed.refused_row (
    supply uuid not null references feed.supply on delete cascade,
    row    bigint not null,
    code   text not null,
    field  text,                                      -- a heading of the published schema
    primary key (supply, row)
);

grant select, insert, update, delete on all tables in schema feed to contactpoint_app;
grant select on all tables in schema feed to contactpoint_reader;
