-- Involvements that are handed over, recorded for colleagues, and kept beyond their year (INV-06,
-- INV-07, CEASE-02, CEASE-03).

-- INV-06: an entry of a practitioner without an account has no owner. The organisation keeps it;
-- who recorded it is known.
-- CEASE-02: until when an ended involvement is kept beyond its year, and by which code. visible_until
-- stays the one bound that holds when data are read: the earliest of that day and the one on which
-- the next confirmation lapses (D-19, G-CLOCK).
alter table live.involvement
    add column kept_by      uuid references organisation,
    add column recorded_by  uuid references account,
    add column kept_until   date,
    add column kept_because text check (kept_because in (
        'earlier-help', 'needed-again', 'knows-family')),
    add column confirm_on   date,                     -- the anniversary that is next to be confirmed
    add column asked        smallint not null default 0 check (asked between 0 and 3),
    add column confirmed_on date,                     -- the day of the last answer
    add check (owner is null or kept_by is null),
    add check ((kept_until is null) = (kept_because is null)),
    add check (kept_until is null or ended is not null),
    add check (confirm_on is null or kept_until is not null);
create index involvement_by_recorder on live.involvement (recorded_by)
    where recorded_by is not null and owner is null;
create index involvement_by_team on live.involvement (team) where team is not null;
-- T-13: found by the day on which somebody is to be asked.
create index involvement_to_confirm on live.involvement (confirm_on)
    where confirm_on is not null and asked < 3;

-- INV-09: found by team.
create index practitioner_by_team on practitioner (team) where team is not null;

-- INV-07: who kept an involvement before, and until which day. It goes into the archive with its
-- involvement. No foreign key: a population is loaded into live.involvement without its own.
create table live.involvement_keeper (
    involvement uuid not null,
    account     uuid not null references account,
    until       date not null,
    place       integer not null,                     -- the first to keep it is 0
    primary key (involvement, place)
);
grant select, insert, update, delete on live.involvement_keeper to contactpoint_app;
