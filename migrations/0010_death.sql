-- Deaths that were notified (DTH-01), and certificates that two of the central team entered where the
-- Registrar General's own word is missing (DTH-02). Whether a death is confirmed is not kept: it is
-- read off the record, so that it cannot drift (D-17).

create table live.death (
    child        bigint primary key,
    notified_on  date not null,                       -- T-19 runs from here
    verified     text not null check (verified in (
        'told-by-child', 'told-by-parent-or-carer', 'document-seen', 'other-agency', 'source-system')),
    notified_by  uuid references account,             -- none where a source supplied it
    next_ask_on  date not null                        -- T-19: whether it has been confirmed is asked then
);
create index death_to_ask on live.death (next_ask_on);
create index child_died on live.child (child) where date_of_death is not null;
grant select, insert, update, delete on live.death to contactpoint_app;

-- CEN-02: entered by one of the central team, and acted on when another agrees. A number that no
-- record has is kept and answered like any other.
create table death_certificate (
    id          uuid primary key,
    child       bigint not null,
    died        date not null,
    entered_by  uuid not null references account,
    entered_on  date not null
);
grant select, insert, update, delete on death_certificate to contactpoint_app;
