-- Search at national size: narrow keys, a dictionary of names, results under opaque names
-- (SRCH-02, SRCH-04). Measured against trigrams over children and full-text search: smallest
-- latency and highest recall.

-- What scoring compares, written by domain::search::index and by nothing else; of a shielded child
-- the name alone. The postcode finds a household whose names were all misspelt.
alter table live.child
    add column search_facts text not null,
    add column postcode     text collate "C",
    add check (not shielded or postcode is null),
    alter column search_facts set storage plain,
    alter column best_view    set storage external,
    alter column sealed_view  set storage external,
    -- Views stand apart, so that a day's births lie within few pages.
    set (toast_tuple_target = 256);
create index child_postcode on live.child (postcode) where postcode is not null;

-- One row per surname part or alias x calling forename. A shielded child has none: nothing but the
-- full name with the full date of birth, or the number, finds it (SRCH-05).
create table live.child_key (
    child             bigint not null,
    date_of_birth     date not null,
    postcode_district text collate "C",
    surname_key       text not null collate "C",
    forename_key      text not null collate "C"
);
create index child_key_dob on live.child_key (date_of_birth, surname_key, forename_key) include (child);
create index child_key_names on live.child_key (surname_key, forename_key, date_of_birth) include (child);
create index child_key_district_surname on live.child_key (postcode_district, surname_key, date_of_birth) include (child);
create index child_key_district_forename on live.child_key (postcode_district, forename_key, date_of_birth) include (child);
create index child_key_child on live.child_key (child);
create index child_shielded on live.child (date_of_birth) where shielded;

-- A surname at a school is a way in of its own (SRCH-02). No row is ever about a shielded child.
create table live.school_key (
    organisation uuid not null,
    surname_key  text not null collate "C",
    child        bigint not null
);
create index school_key_surname on live.school_key (organisation, surname_key) include (child);
create index school_key_child on live.school_key (child);

-- Every distinct part of a name, how often it stands on a record, and its key.
create table live.name_part (
    part text not null collate "C",
    kind text not null check (kind in ('family', 'given')),
    key  text not null collate "C",
    uses integer not null,
    primary key (kind, part)
);
create index name_part_similar on live.name_part using gin (part gin_trgm_ops);
create index organisation_school_name on organisation using gin (name gin_trgm_ops) where kind = 'school';

-- What a search found, under a name that tells nothing, for its own session and a short while.
create table search_result (
    id              uuid primary key,
    session         uuid not null references session on delete cascade,
    reason_code     text not null,
    reason_words    text,
    outcome         text not null check (outcome in ('matches', 'too-many', 'no-match')),
    matches         jsonb not null,                   -- numbers and why; the rest is read when shown (SHLD-01)
    criteria        jsonb not null,                   -- so that the form can be filled again
    expires_at      timestamptz not null
);
create index search_result_by_session on search_result (session);

-- A record opened for a reason. The page's address holds this, never the child's number.
create table record_opening (
    id           uuid primary key,
    session      uuid not null references session on delete cascade,
    child        bigint not null,
    reason_code  text not null,
    reason_words text,
    opened_at    timestamptz not null
);
create index record_opening_by_session on record_opening (session);

-- SRCH-04: how often an account has searched; several servers share it and it is evidence.
create table search_use (
    account uuid not null references account,
    kind    text not null check (kind in ('search', 'over-limit', 'number-not-found')),
    at      timestamptz not null
);
create index search_use_by_account on search_use (account, kind, at);

grant select, insert, update, delete on search_result, record_opening, search_use to contactpoint_app;
grant select, insert, update, delete on live.child_key, live.school_key, live.name_part to contactpoint_app;
