-- The management desk counts what waits (RPT-07), and keeps of each week that is behind how much came,
-- went and waited. Numbers alone: no child, no account. Each hat has its own, counted over the rows which
-- that hat may see, so that no difference of two of them tells of a shielded record (SHLD-12, D-32).

create table weekly_figure (
    local_authority text references local_authority,  -- none: the central team's
    role            text not null,                    -- whose desk it is
    line            text not null,                    -- domain::desk::Line
    week            date not null check (extract(isodow from week) = 1),  -- its Monday
    opened          integer not null check (opened >= 0),
    done            integer not null check (done >= 0),
    waiting         integer not null check (waiting >= 0),  -- at the week's end
    oldest          integer,                          -- of that, in working days
    unique nulls not distinct (local_authority, role, line, week)
);

grant select, insert on weekly_figure to contactpoint_app;
grant select on weekly_figure to contactpoint_reader;

-- By which an authority of many children is counted without looking at each of them.
create index child_shielded_of on live.child (local_authority) where shielded;
create index child_died_of on live.child (local_authority) where date_of_death is not null;
create index task_closed_of on task (local_authority, closed_on)
    where closed_on is not null and account is null;

-- What an installation sets once for all of its processes. For how many years back authorities consult the
-- archive; the central team always for the six that there are (D-37).
create table installation (
    only_one          boolean primary key default true check (only_one),
    la_archive_window smallint not null default 6 check (la_archive_window between 1 and 6)
);
insert into installation default values;

grant select on installation to contactpoint_app, contactpoint_reader;
