-- What is known of children. Everything was supplied by someone (FEED-06); the best view is put
-- together from the statements and stored beside them (REC-01). No table here has a column of
-- free text (GEN-03), and no key or time hints at when a record was made (NEWID-03, D-29).

create schema live;
grant usage on schema live to contactpoint_app, contactpoint_reader;

-- A registered source of data (section 4.12).
create table source (
    id              uuid primary key,
    name            text not null unique,
    kind            text not null check (kind in
        ('registrar-general', 'health', 'child-benefit', 'education', 'social-care', 'local', 'manual')),
    organisation    uuid references organisation,
    local_authority text references local_authority   -- none for national sources
);

create table live.child (
    child           bigint primary key,               -- the ContactPoint number, twelve digits
    given           text not null,                    -- current name
    family          text not null,
    date_of_birth   date not null,
    dob_estimated   boolean not null,
    gender          text not null check (gender in ('female', 'male', 'not-specified')),
    date_of_death   date,
    local_authority text not null references local_authority,
    shielded        boolean not null,
    leaves_live_on  date not null,                    -- T-14, T-17, T-18: not shown from this day on (G-CLOCK)
    best_view       jsonb,                            -- domain::best_view::BestView
    sealed_view     bytea,                            -- the same, encrypted, of a shielded record (NFR-04)
    check (shielded = (best_view is null)),
    check (shielded = (sealed_view is not null))
);

-- What each source currently says of a child.
create table live.statement (
    source      uuid not null references source,
    reference   text not null collate "C",            -- the source's own
    child       bigint not null,
    supplied_at timestamptz not null,
    verified    boolean not null,
    content     jsonb,                                -- domain::best_view::Statement
    sealed      bytea,                                -- the same, encrypted, of a shielded record
    primary key (source, reference),
    check ((content is null) <> (sealed is null))
);
create index statement_by_child on live.statement (child);

-- UPD-07: what a source said before.
create table live.superseded_statement (
    source        uuid not null references source,
    reference     text not null collate "C",
    child         bigint not null,
    supplied_at   timestamptz not null,
    superseded_at timestamptz not null,
    content       jsonb,
    sealed        bytea,
    primary key (source, reference, superseded_at)
);

-- Numbers that other bodies allocated: for matching, and read by the allocating body (REC-09).
create table live.identifier (
    scheme       text not null collate "C" check (scheme in ('upn', 'uln', 'nhs', 'local-reference')),
    value        text not null collate "C",
    child        bigint not null,
    allocated_by uuid not null references organisation,
    primary key (scheme, value, allocated_by)
);
create index identifier_by_child on live.identifier (child);

-- INV-04. The owner keeps it (UPD-05); entries that came from a source have none.
create table live.involvement (
    id            uuid primary key,
    child         bigint not null,
    service       uuid not null references service,
    level         text not null check (level in ('organisation', 'team', 'practitioner')),
    practitioner  uuid references practitioner,
    team          uuid references team,
    owner         uuid references account,
    telephone     text not null,
    started       date not null,
    ended         date,
    visible_until date,                               -- CEASE-01: not shown from this day on
    as_of         date not null,
    check (ended >= started),
    check ((ended is null) = (visible_until is null)),
    check (level <> 'practitioner' or practitioner is not null),
    check (level <> 'team' or team is not null)
);
create index involvement_by_child on live.involvement (child);
create index involvement_by_owner on live.involvement (owner) where owner is not null;

-- SENS-04: who and where stands in the sealed column alone; the rest tells only that there is one.
create table live.sensitive_involvement (
    id     uuid primary key,
    child  bigint not null,
    owner  uuid references account,
    sealed bytea not null
);
create index sensitive_involvement_by_child on live.sensitive_involvement (child);

-- CAF-01, CAF-08: one current holder; never anything of the assessment itself (CAF-07).
create table live.caf (
    id            uuid primary key,
    child         bigint not null,
    service       uuid not null references service,
    practitioner  uuid references practitioner,
    undertaken    date not null,
    superseded_on date
);
create unique index caf_current on live.caf (child) where superseded_on is null;

-- CAF-05: at most one current lead professional.
create table live.lead_professional (
    id           uuid primary key,
    child        bigint not null,
    service      uuid not null references service,
    practitioner uuid not null references practitioner,
    since        date not null,
    ended        date
);
create unique index lead_professional_current on live.lead_professional (child) where ended is null;

-- DISP-01, DISP-02: dates only.
create table live.dispute (
    id      uuid primary key,
    child   bigint not null,
    item    text not null check (item in (
        'name', 'date-of-birth', 'gender', 'address', 'parent-or-carer', 'school', 'gp-practice',
        'involvement')),
    opened  date not null,
    settled date,
    check (settled >= opened)
);
create index dispute_by_child on live.dispute (child);

grant select, insert, update on source to contactpoint_app;
grant select, insert, update, delete on all tables in schema live to contactpoint_app;
