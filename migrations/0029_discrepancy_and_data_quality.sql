-- Sources are told which of their own items are not what the record shows (DISC-01), and how good the
-- data are is measured each week (DQ-01). What stands here tells that an item differs and since when, and
-- no value: of the source's own words there is a keyed hash, by which it is known whether they are the
-- same still (DISC-04).

create table live.discrepancy (
    source    uuid not null,
    reference text not null collate "C",               -- the source's own
    item      text not null collate "C",               -- domain::discrepancy::Item
    child     bigint not null,
    said      bytea not null,                          -- keyed hash of the source's own words
    told_on   date,                                    -- none: the source was never told (D-33)
    since     date not null,
    closed_on date check (closed_on >= since),
    shielded  boolean not null,                        -- whether the record is
    primary key (source, reference, item),
    -- What a source no longer says differs in nothing, and goes by whatever name the source calls it.
    foreign key (source, reference) references live.statement on update cascade on delete cascade
);
create index discrepancy_by_child on live.discrepancy (child);
create index discrepancy_open on live.discrepancy (source, item, since)
    where closed_on is null and not shielded;

-- Whether something that is required is missing on a record (domain::data_quality::missing).
alter table live.child add column incomplete boolean not null default false;
create index child_incomplete on live.child (local_authority, family, given, child) where incomplete;

-- Of a row about a child that is not shielded: whether it is complete, and a keyed hash by which two of
-- one source are taken for the same child (domain::data_quality::likeness).
alter table live.statement
    add column complete boolean,
    add column likeness bigint,
    add check (sealed is null or (complete is null and likeness is null));

-- Rows that are like another of their source, as they were found when the week was measured.
create table live.duplicate (
    source          uuid not null,
    reference       text not null collate "C",
    child           bigint not null,
    local_authority text not null,
    likeness        bigint not null,
    primary key (source, reference)
);
create index duplicate_by_child on live.duplicate (child);
create index duplicate_by_authority on live.duplicate (local_authority);
create index duplicate_alike on live.duplicate (source, likeness);

-- The measures of a week, of an authority or of a source: each so many of so many. Shielded children
-- count nowhere (D-32). Numbers alone: no child, no account.
create table quality_figure (
    local_authority text references local_authority,
    source          uuid references source,
    measure         text not null,                     -- domain::data_quality::Measure
    week            date not null check (extract(isodow from week) = 1),  -- its Monday
    counted         bigint not null check (counted >= 0),
    of_all          bigint check (of_all >= 0),        -- none: of the estimate of the population
    check (num_nonnulls(local_authority, source) = 1),
    unique nulls not distinct (week, local_authority, source, measure)
);
create index quality_figure_of_source on quality_figure (source, week) where source is not null;

-- How many children live in an area, by the estimate of a year.
create table population_estimate (
    local_authority text not null references local_authority,
    year            smallint not null,
    children        integer not null check (children >= 0),
    primary key (local_authority, year)
);

grant select, insert, update, delete on live.discrepancy, live.duplicate to contactpoint_app;
grant select, insert, update on quality_figure, population_estimate to contactpoint_app;
grant select on live.discrepancy, live.duplicate, quality_figure, population_estimate
    to contactpoint_reader;
