-- Responsibility for a record passes from one authority to another: by itself where only universal
-- services are on it (TRF-02), else when both agree (TRF-03). Codes, identifiers and days alone
-- (GEN-03).

-- Proposed transfers, and those that happened by themselves (section 4.5).
create table live.transfer (
    id               uuid primary key,
    child            bigint not null,
    from_authority   text not null references local_authority,  -- responsible when it was proposed
    to_authority     text not null references local_authority,
    proposed_by      text references local_authority,           -- either of the two; none: automatic
    state            text not null check (state in (
        'proposed', 'chased', 'escalated', 'accepted', 'rejected', 'cancelled', 'automatic')),
    rejected_because text check (rejected_because in (
        'not-resident', 'duplicate', 'disputed', 'more-information')),
    proposed_on      date not null,
    chase_on         date not null,                              -- T-28: ten working days
    escalate_on      date not null,                              -- T-28: twenty
    ended_on         date,
    check (from_authority <> to_authority),
    check (proposed_by is null or proposed_by in (from_authority, to_authority)),
    check ((proposed_by is null) = (state = 'automatic')),
    check ((ended_on is null) = (state in ('proposed', 'chased', 'escalated'))),
    check ((rejected_because is not null) = (state = 'rejected'))
);
-- One at a time: two managers who propose the same at once meet here.
create unique index transfer_open on live.transfer (child) where ended_on is null;
create index transfer_by_child on live.transfer (child);
create index transfer_away on live.transfer (from_authority, ended_on);
create index transfer_hither on live.transfer (to_authority, ended_on);
create index transfer_to_chase on live.transfer (chase_on) where ended_on is null;

-- What the data show: a child lives in another authority than the one that is responsible. Settled
-- where managers have decided about this move: it is not brought up again until the data change.
create table live.move_shown (
    child        bigint primary key,
    to_authority text not null references local_authority,
    shown_on     date not null,
    settled      boolean not null default false
);
create index move_shown_to on live.move_shown (to_authority) where not settled;
create index move_shown_open on live.move_shown (child) where not settled;

-- Records that stay with the responsible authority whatever the data show: of a looked-after child
-- (D-44), of a highly mobile one (TRF-05), and by a manager's decision (TRF-02).
create table live.responsibility_kept (
    child   bigint primary key,
    because text not null check (because in ('cssr', 'highly-mobile', 'managers-decision')),
    since   date not null
);

-- What on a record is more than universal, and until when it is there: also what has ended and is
-- still kept (TRF-02, D-30). No end where it has none.
create view live.beyond_universal as
    select i.child, 'specialist' as kind, i.visible_until
    from live.involvement i
    join service s on s.id = i.service
    join service_type k on k.code = s.service_type
    where not k.universal
    union all
    select child, 'sensitive', visible_until from live.sensitive_entry
    union all
    select child, 'caf', visible_until from live.caf where superseded_on is null
    union all
    select child, 'lead-professional', visible_until from live.lead_professional;

grant select, insert, update, delete
    on live.transfer, live.move_shown, live.responsibility_kept to contactpoint_app;
grant select on live.beyond_universal to contactpoint_app;
grant select on live.transfer, live.move_shown, live.responsibility_kept, live.beyond_universal
    to contactpoint_reader;
