-- Who belongs in the directory (LVE, D-13, D-14, D-16): what users tell of a child who has left
-- England, the statement that stands on the record, and children who are believed to be back. Codes,
-- identifiers and days alone stand beside a child (GEN-03).

-- LVE-01: told by a user, until the management team has seen to it. The last word of each user counts.
create table live.leaving_report (
    id          uuid primary key,
    child       bigint not null,
    account     uuid not null references account,
    organisation uuid not null references organisation,  -- in whose name it was told
    intention   text not null check (intention in ('returns', 'does-not-return', 'no-information')),
    ceased_on   date not null,
    went_to     text not null check (went_to in (
        'scotland', 'wales', 'northern-ireland', 'abroad', 'unknown')),
    verified    text not null check (verified in (
        'told-by-child', 'told-by-parent-or-carer', 'document-seen', 'other-agency', 'source-system')),
    reported_on date not null,
    unique (child, account)
);

-- D-14, REC-03: one of three statements, with the day on which residence ceased and the body that
-- supplied it. It stands on the record in place of an address.
create table live.ceased_residence (
    child        bigint primary key,
    intention    text not null check (intention in ('returns', 'does-not-return', 'no-information')),
    ceased_on    date not null,
    went_to      text not null check (went_to in (
        'scotland', 'wales', 'northern-ireland', 'abroad', 'unknown')),
    organisation uuid references organisation,
    source       uuid references source,
    stated_on    date not null,                    -- or last found to hold
    review_on    date not null,                    -- T-20: six months on, and at three years of absence
    absence_on   date not null,                    -- T-20: the manager is asked
    asked        smallint not null default 0 check (asked between 0 and 2),
    steps        text[] not null default '{}' check (steps <@ array[
        'asked-family', 'asked-practitioners', 'asked-school', 'asked-gp-practice',
        'asked-other-authority', 'saw-document']),  -- LVE-01
    check ((organisation is null) <> (source is null)),
    check (review_on <= absence_on)
);
create index ceased_residence_by_review on live.ceased_residence (review_on) where asked < 2;
grant select, insert, update, delete on live.leaving_report, live.ceased_residence
    to contactpoint_app;
grant select on live.leaving_report, live.ceased_residence to contactpoint_reader;

-- LVE-03: a child believed to be back. Who it is is sealed, and gone with the row once the report is
-- closed; the hash keeps the same told twice from being two.
create table return_report (
    id              uuid primary key,
    account         uuid not null references account,
    organisation    uuid not null references organisation,
    local_authority text not null references local_authority,  -- whose management team sees to it
    sealed          bytea not null,
    same            bytea not null,
    reported_on     date not null,
    searched_by     uuid references account,          -- who has searched the archive for it
    found           uuid,                             -- the window on what was found
    unique (account, same),
    check (found is null or searched_by is not null)
);
create index return_report_by_authority on return_report (local_authority);
create index return_report_by_window on return_report (found) where found is not null;
grant select, insert, update, delete on return_report to contactpoint_app;
