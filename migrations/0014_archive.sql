-- Records that have left the live directory (ARC-01 … ARC-08): each sealed whole, with its own clock,
-- the authority that may consult it, and keyed hashes by which it is found. Nothing about the child
-- but the number stands in the clear. The application reads and deletes here from now on; what opens
-- a record is a window that somebody was given for one of eight reasons (ARC-04, T-23).

create table archive.record (
    child           bigint primary key,
    local_authority text not null references local_authority,  -- who answered for it last
    why             text not null check (why in (
        'age-18', 'death', 'left-england', 'never-resident', 'r18-ended', 'consent-over',
        'new-identity')),
    archived_on     date not null,                    -- the six years run from here (T-21)
    shielded        boolean not null,                 -- carried through (section 4.2)
    sealed          bytea not null                    -- every row there was, as it stood (NFR-04)
);
create index record_by_age on archive.record (archived_on);
create index record_by_authority on archive.record (local_authority);

-- How an archived record is found: by the sound of a name with the date of birth, and by what a
-- source calls the child, so that a feed makes no second record. Hashed under a key that is not in
-- the database: a guess cannot be tried against it.
create table archive.match_key (
    child  bigint not null references archive.record on delete cascade,
    kind   text not null check (kind in ('name', 'reference')),
    hashed bytea not null,
    primary key (hashed, child)
);
create index match_key_by_child on archive.match_key (child);

alter table archive.item drop constraint item_why_check;
alter table archive.item add constraint item_why_check check (why in (
    'retention-over', 'not-confirmed', 'consent-withdrawn', 'consent-lapsed', 'superseded',
    'entered-in-error', 'left-behind'));

-- ARC-04, ARC-05: one person's look at one archived record, for a while. Asked for is not given where
-- somebody of the central team must agree first. The case reference stands in the trail alone.
create table archive.access_window (
    id              uuid primary key,
    child           bigint not null,
    account         uuid not null references account,
    local_authority text references local_authority,  -- for which it was asked; none for the central team
    reason          text not null check (reason in (
        'returned-to-england', 'enactment-or-court-order', 'prevention-or-detection-of-crime',
        'prosecution-of-offenders', 'section-47-investigation', 'serious-case-review',
        'complaint-about-contactpoint', 'compelling-reason')),
    asked_on        date not null,
    closes_on       date,                             -- not shown from this day on; none until agreed
    decided_by      uuid references account,
    check (decided_by <> account)
);
create index access_window_by_child on archive.access_window (child);
create index access_window_by_account on archive.access_window (account);
create index access_window_to_decide on archive.access_window (asked_on) where closes_on is null;

-- ARC-06: what keeps a child's archive from being destroyed. Its reference stands in the trail alone.
create table archive.hold (
    id              uuid primary key,
    child           bigint not null,
    local_authority text not null references local_authority,  -- whose managers review it
    why             text not null check (why in (
        'section-47-investigation', 'criminal-investigation', 'prosecution', 'serious-case-review',
        'complaint-investigation', 'court-proceedings')),
    placed_on       date not null,
    review_on       date not null                     -- T-24
);
create index hold_by_child on archive.hold (child);
create index hold_by_authority on archive.hold (local_authority);
create index hold_by_review on archive.hold (review_on);

-- ARC-07: what was destroyed and when. Whose it was is hashed under the key, so that the number is
-- given to nobody else and tells nobody anything.
create table archive.destruction (
    id           uuid primary key,
    what         text not null check (what in ('record', 'item')),
    destroyed_on date not null,
    rows         integer not null,
    hashed       bytea not null
);
create index destruction_by_hash on archive.destruction (hashed);

-- T-14, T-18: found by the day on which they leave.
create index child_leaves on live.child (leaves_live_on);

grant select, delete on archive.item to contactpoint_app;
grant select, insert, update, delete on archive.record, archive.match_key, archive.access_window,
    archive.hold to contactpoint_app;
grant select, insert on archive.destruction to contactpoint_app;
