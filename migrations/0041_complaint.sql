-- Complaints about what is held and how it is used (CMP). A complaint stays with the authority that received it,
-- whatever becomes of a record that it names (TRF-07), and is on no child's record (CMP-07). Codes, days and
-- references alone: its words lie in the authority's own file, and who complains lies sealed. Docs: decision 29.

create table complaint (
    id              uuid primary key,
    local_authority text not null references local_authority,   -- who received it
    split_from      uuid references complaint,                   -- of a part: the complaint of which it is one
    reference       text not null check (reference ~ '^[A-Za-z0-9/.-]{3,30}$'),  -- of the authority's file
    child           bigint,                                      -- as the complainant named it: never looked up
    complainant     text not null check (complainant in (
        'child', 'parent-or-carer', 'practitioner', 'another')),
    sealed          bytea,                                       -- the name, and where the answer is sent; none once
                                                                 -- the record that it named was destroyed (ARC-07)
    token           uuid,                                        -- of the form with which it was logged or split
    about           text not null check (about in ('accuracy', 'use')),
    arose_on        date not null,
    received_on     date not null,
    logged_on       date not null,                               -- since when it waits here
    remind_on       date not null,                               -- T-34: ten working days, and fifteen
    remind_again_on date not null,
    due_on          date not null,
    told            smallint not null default 0 check (told between 0 and 3),  -- of which of these three
    decision        text check (decision in ('accept', 'redirect', 'out-of-time')),
    decided_on      date,
    late            text check (late in ('not-known', 'too-young', 'prevented', 'afraid')),  -- T-35
    alleges_misuse  boolean,                                     -- CMP-08
    exclusion       text check (exclusion in (
        'government', 'other-authority', 'practitioner', 'national-partner', 'employee-contract',
        'contractor-contract', 'subject-access', 'freedom-of-information', 'legal-action')),
    out_of_time     text check (out_of_time in ('could-have', 'no-reason')),
    outcome         text check (outcome in ('upheld', 'partly', 'not-upheld')),
    answered_on     date,
    answer_logged_on date,                                       -- when that was said here
    in_review_since date,
    review_outcome  text check (review_outcome in ('upheld', 'partly', 'not-upheld')),
    reviewed_on     date,
    external_on     date,                                        -- with the ombudsman or the commissioner
    closed_on       date,
    ended_on        date,                                        -- nothing more is to be done here
    check (arose_on <= received_on),
    check (remind_on < remind_again_on and remind_again_on < due_on),
    check ((decision is null) = (decided_on is null)),
    check ((alleges_misuse is not null) = (decision is not null and decision = 'accept')),
    check ((exclusion is not null) = (decision is not null and decision = 'redirect')),
    check ((out_of_time is not null) = (decision is not null and decision = 'out-of-time')),
    check (late is null or alleges_misuse is not null),
    check ((outcome is null) = (answered_on is null)),
    check ((outcome is null) = (answer_logged_on is null)),
    check (answered_on is null or alleges_misuse is not null),
    check (in_review_since is null or answered_on is not null),
    check ((review_outcome is null) = (reviewed_on is null)),
    check (reviewed_on is null or in_review_since is not null),
    check ((external_on is null and closed_on is null) or answered_on is not null),
    check ((ended_on is not null) = (exclusion is not null or out_of_time is not null
                                     or external_on is not null or closed_on is not null))
);
create unique index complaint_of_form on complaint (token) where token is not null;
create index complaint_by_authority on complaint (local_authority, ended_on);
create index complaint_by_part on complaint (split_from) where split_from is not null;
create index complaint_by_child on complaint (child) where child is not null;
create index complaint_by_reference on complaint (local_authority, lower(reference));
create index complaint_to_tell on complaint (remind_on)
    where told < 3 and answered_on is null and ended_on is null;

-- CMP-04, CMP-06: how an authority's complaints manager is reached, where that is not by its ContactPoint team,
-- and whether it looks at its answers again.
create table complaint_office (
    local_authority text primary key references local_authority,
    telephone       text,
    email           text,
    has_review      boolean not null
);

grant select, insert, update on complaint, complaint_office to contactpoint_app;
grant select on complaint, complaint_office to contactpoint_reader;
