-- Who there is to work with children: authorities, the places they cover, organisations, teams,
-- practitioners and the services they offer. Reference data is data, not code (CEN-03, D-43).
--
-- The roles contactpoint_owner, contactpoint_app and contactpoint_reader belong to the cluster and
-- exist before any migration runs; a migration only grants.

create extension if not exists pg_trgm;

grant usage on schema public to contactpoint_app, contactpoint_reader;
-- A backup reads everything, whatever a later migration adds.
alter default privileges grant select on tables to contactpoint_reader;

-- GEN-05: every record has exactly one responsible authority. GEN-06: each can be reached.
create table local_authority (
    code      text primary key collate "C",           -- Office for National Statistics' code
    name      text not null,
    telephone text not null,                          -- its ContactPoint management team
    email     text not null
);

-- Which authority a sector of postcodes lies in (TRF-01, D-48). A sector that straddles a border
-- belongs to the authority with the greater part of it (CRE-05).
create table postcode_sector (
    sector          text primary key collate "C",     -- 'BD1 3'
    local_authority text not null references local_authority
);

create table organisation (
    id              uuid primary key,
    name            text not null,
    kind            text not null check (kind in (
        'school', 'gp-practice', 'health', 'social-care', 'youth-justice', 'police', 'probation',
        'connexions', 'voluntary', 'housing', 'cafcass', 'local-authority', 'national')),
    local_authority text references local_authority,  -- none for national bodies
    address         text,
    postcode        text,
    telephone       text,
    email           text
);
create index organisation_by_authority on organisation (local_authority, kind);

-- AUTH-06: the networks from which an organisation's staff may sign in.
create table organisation_network (
    organisation uuid not null references organisation,
    network      cidr not null,
    primary key (organisation, network)
);

create table team (
    id           uuid primary key,
    organisation uuid not null references organisation,
    name         text not null,
    telephone    text not null
);
create index team_by_organisation on team (organisation);

-- The national catalogue. INV-01: universal, specialist or sensitive is a property of the service,
-- never of the user's choice. GEN-03: entries are reviewed for what they disclose.
create table service_type (
    code      text primary key collate "C",
    name      text not null,
    universal boolean not null,
    sensitive boolean not null,                       -- SENS-01
    check (not (universal and sensitive))
);

-- INV-02: the activities that an organisation has registered; only these can be picked.
create table service (
    id           uuid primary key,
    organisation uuid not null references organisation,
    service_type text not null references service_type,
    name         text not null
);
create index service_by_organisation on service (organisation);

-- Practitioners, with and without accounts (INV-06). Contact details stand here once, so that no
-- table beside a child needs a line of free text (GEN-03).
create table practitioner (
    id           uuid primary key,
    organisation uuid not null references organisation,
    team         uuid references team,
    name         text not null,
    job_title    text not null,
    telephone    text not null,
    email        text not null
);
create index practitioner_by_organisation on practitioner (organisation);

grant select, insert, update on
    local_authority, postcode_sector, organisation, organisation_network, team, service_type,
    service, practitioner
    to contactpoint_app;
-- Of the tables so far the migrator's own is one: the server looks whether it is up to date.
grant select on all tables in schema public to contactpoint_app, contactpoint_reader;
