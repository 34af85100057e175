-- What waits for people, what is sent to them, and where an item goes that is no longer shown.

-- Days on which nobody answers (G-DATE): a working day is none of these. Reference data (CEN-03).
create table bank_holiday (
    day date primary key
);
insert into bank_holiday (day) values
    ('2024-01-01'), ('2024-03-29'), ('2024-04-01'), ('2024-05-06'), ('2024-05-27'), ('2024-08-26'), ('2024-12-25'), ('2024-12-26'),
    ('2025-01-01'), ('2025-04-18'), ('2025-04-21'), ('2025-05-05'), ('2025-05-26'), ('2025-08-25'), ('2025-12-25'), ('2025-12-26'),
    ('2026-01-01'), ('2026-04-03'), ('2026-04-06'), ('2026-05-04'), ('2026-05-25'), ('2026-08-31'), ('2026-12-25'), ('2026-12-28'),
    ('2027-01-01'), ('2027-03-26'), ('2027-03-29'), ('2027-05-03'), ('2027-05-31'), ('2027-08-30'), ('2027-12-27'), ('2027-12-28'),
    ('2028-01-03'), ('2028-04-14'), ('2028-04-17'), ('2028-05-01'), ('2028-05-29'), ('2028-08-28'), ('2028-12-25'), ('2028-12-26'),
    ('2029-01-01'), ('2029-03-30'), ('2029-04-02'), ('2029-05-07'), ('2029-05-28'), ('2029-08-27'), ('2029-12-25'), ('2029-12-26'),
    ('2030-01-01'), ('2030-04-19'), ('2030-04-22'), ('2030-05-06'), ('2030-05-27'), ('2030-08-26'), ('2030-12-25'), ('2030-12-26'),
    ('2031-01-01'), ('2031-04-11'), ('2031-04-14'), ('2031-05-05'), ('2031-05-26'), ('2031-08-25'), ('2031-12-25'), ('2031-12-26'),
    ('2032-01-01'), ('2032-03-26'), ('2032-03-29'), ('2032-05-03'), ('2032-05-31'), ('2032-08-30'), ('2032-12-27'), ('2032-12-28'),
    ('2033-01-03'), ('2033-04-15'), ('2033-04-18'), ('2033-05-02'), ('2033-05-30'), ('2033-08-29'), ('2033-12-26'), ('2033-12-27'),
    ('2034-01-02'), ('2034-04-07'), ('2034-04-10'), ('2034-05-01'), ('2034-05-29'), ('2034-08-28'), ('2034-12-25'), ('2034-12-26'),
    ('2035-01-01'), ('2035-03-23'), ('2035-03-26'), ('2035-05-07'), ('2035-05-28'), ('2035-08-27'), ('2035-12-25'), ('2035-12-26'),
    ('2036-01-01'), ('2036-04-11'), ('2036-04-14'), ('2036-05-05'), ('2036-05-26'), ('2036-08-25'), ('2036-12-25'), ('2036-12-26'),
    ('2037-01-01'), ('2037-04-03'), ('2037-04-06'), ('2037-05-04'), ('2037-05-25'), ('2037-08-31'), ('2037-12-25'), ('2037-12-28'),
    ('2038-01-01'), ('2038-04-23'), ('2038-04-26'), ('2038-05-03'), ('2038-05-31'), ('2038-08-30'), ('2038-12-27'), ('2038-12-28'),
    ('2039-01-03'), ('2039-04-08'), ('2039-04-11'), ('2039-05-02'), ('2039-05-30'), ('2039-08-29'), ('2039-12-26'), ('2039-12-27'),
    ('2040-01-02'), ('2040-03-30'), ('2040-04-02'), ('2040-05-07'), ('2040-05-28'), ('2040-08-27'), ('2040-12-25'), ('2040-12-26');
grant select, insert, delete on bank_holiday to contactpoint_app;

-- Something that waits for a person, or for whoever holds a role in an authority or a team. A task
-- is closed by doing what it asks for, a notice by its reader. What it says is made from its kind
-- when it is read: no word about a child is kept here (GEN-03).
create table task (
    id              uuid primary key,
    kind            text not null,
    account         uuid references account,
    role            text,
    local_authority text references local_authority,
    team            uuid references team,
    child           bigint,
    object          uuid,                             -- the involvement, request or assessment meant
    opened_on       date not null,
    due_on          date,
    closed_on       date,
    check ((account is null) <> (role is null)),
    check (role is not null or (local_authority is null and team is null))
);
-- Opening what is open already opens nothing: every rule may run again (G-CLOCK).
create unique index task_open on task (kind, object, child, account, role, local_authority, team)
    nulls not distinct where closed_on is null;
create index task_by_account on task (account) where closed_on is null;
create index task_by_queue on task (role, local_authority) where closed_on is null and account is null;
create index task_by_object on task (object) where closed_on is null;
create index task_by_child on task (child) where closed_on is null;
grant select, insert, update, delete on task to contactpoint_app;

-- Messages outside the application (G-NOT): all of them say the same, so that nothing but who is to
-- be written to is kept. One waits for an account at a time, however many tasks there are.
create table mail (
    id         uuid primary key,
    account    uuid not null references account,
    asked_at   timestamptz not null,
    next_at    timestamptz not null,                  -- not tried before
    attempts   integer not null default 0,
    sent_at    timestamptz
);
create unique index mail_waiting on mail (account) where sent_at is null;
create index mail_due on mail (next_at) where sent_at is null;
grant select, insert, update on mail to contactpoint_app;

-- Items that have left their record (ARC-02, D-39): encrypted whole, with their own clock. The
-- server adds to it; reading it takes grounds, which are another day's rights (ARC-03, ARC-04).
create schema archive;
grant usage on schema archive to contactpoint_app, contactpoint_reader;

create table archive.item (
    id          uuid primary key,                     -- the item's own
    child       bigint not null,
    kind        text not null check (kind in (
        'involvement', 'sensitive-involvement', 'caf', 'lead-professional')),
    why         text not null check (why in (
        'retention-over', 'not-confirmed', 'consent-withdrawn', 'consent-lapsed', 'superseded',
        'entered-in-error')),
    archived_on date not null,                        -- the six years run from here (T-21)
    sealed      bytea not null                        -- the item as it stood (NFR-04)
);
create index item_by_child on archive.item (child);
create index item_by_age on archive.item (archived_on);
grant insert on archive.item to contactpoint_app;

-- The extra right that a local authority manager may give a data administrator: brokering, and with
-- it the contacts of sensitive services (matrix rows 4, 5 and 21, note 2).
alter table hat add column brokering_right boolean not null default false;

-- SENS-05: shown as one indicator until this day, on which the item is archived (D-09 (c)): the
-- consent's renewal, or the end of the time for which an ended involvement is kept, if earlier.
alter table live.sensitive_involvement
    add column visible_until date,
    add column renew_by      date;
update live.sensitive_involvement set visible_until = '2027-01-01', renew_by = '2027-01-01';
alter table live.sensitive_involvement
    alter column visible_until set not null,
    alter column renew_by set not null;
create index sensitive_involvement_by_end on live.sensitive_involvement (visible_until);
create index sensitive_involvement_by_renewal on live.sensitive_involvement (renew_by);
create index sensitive_involvement_by_owner on live.sensitive_involvement (owner) where owner is not null;

-- CEASE-01: found by the day on which their time is over.
create index involvement_by_end on live.involvement (visible_until) where visible_until is not null;
