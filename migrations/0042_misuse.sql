-- Looking into how accounts are used (MIS-01 … MIS-08, D-35, section 4.11): what the trail shows or somebody
-- reports, an explanation that is asked for, a case, and what came of it, by codes and days. No column names a
-- child or a record: which records it is about stands in the trail alone (MIS-08, AUD-05). Docs: decision 30.

create table misuse_investigation (
    id              uuid primary key,
    central         boolean not null,                 -- for the central team, whoever it is about
    local_authority text references local_authority,  -- where whoever it is about works; none of a national body
    organisation    uuid references organisation,
    subject         uuid references account,          -- none while nobody knows who it was
    origin          text not null check (origin in ('pattern', 'user', 'practitioner', 'public', 'complaint')),
    concern         text check (concern in (
        'own-family', 'known-privately', 'no-need', 'shared-access', 'passed-on', 'other')),
    reporter        uuid references account,          -- who reported or entered it decides nothing of it (MIS-07)
    token           uuid unique,                      -- of the form with which it was reported
    sealed_report   bytea,                            -- whom a report names, as it was told
    opened_on       date not null,
    asked_of        text check (asked_of in ('user', 'staff-manager')),
    asked_on        date,
    due_on          date,                             -- T-38
    chased          boolean not null default false,
    explanation     text check (explanation in (
        'my-work', 'covering', 'usual-hours', 'mistake', 'known-privately', 'learning', 'not-me', 'other')),
    explained_by    text check (explained_by in ('user', 'staff-manager')),
    answered_on     date,
    sealed_words    bytea,                            -- what the user wrote of it; nobody else's words are kept
    case_opened_on  date,
    staff_manager   text,                             -- who is no user, and is written to (G-NOT)
    closed_on       date,
    check ((asked_on is null) = (asked_of is null) and (asked_on is null) = (due_on is null)),
    check ((answered_on is null) = (explanation is null) and (answered_on is null) = (explained_by is null)),
    check (sealed_words is null or answered_on is not null),
    check (answered_on is null or asked_on is not null),
    check (case_opened_on is null or asked_on is not null),
    check (asked_on is null or subject is not null),
    check ((origin = 'pattern') = (concern is null)),
    check (origin <> 'pattern' or subject is not null)
);
-- What the trail shows of one account waits in one place until it is closed; what is for the central team alone
-- stands apart, so that nobody notices that it has come (NEWID-06).
create unique index misuse_of_patterns on misuse_investigation (subject, central)
    where origin = 'pattern' and closed_on is null;
create index misuse_by_authority on misuse_investigation (local_authority, closed_on);
create index misuse_by_closing on misuse_investigation (closed_on);
create index misuse_by_subject on misuse_investigation (subject);
create index misuse_to_chase on misuse_investigation (due_on)
    where answered_on is null and closed_on is null and not chased;

-- MIS-01: the patterns that were seen, on which days, and how much of it.
create table misuse_sign (
    investigation uuid not null references misuse_investigation,
    pattern       text not null,
    first_day     date not null,
    last_day      date not null,
    days          integer not null,
    most          integer not null,                   -- on one day
    usual         integer,                            -- of colleagues in the same role, where that is compared
    primary key (investigation, pattern)
);

-- MIS-05: what came of it.
create table misuse_outcome (
    investigation uuid not null references misuse_investigation,
    outcome       text not null check (outcome in (
        'explained', 'nobody-found', 'no-misuse', 'training', 'account-closed', 'employer-discipline',
        'prosecution', 'commissioner')),
    primary key (investigation, outcome)
);

-- D-35, MIS-04: who looks into it. It is asked at each look, so that whoever comes to manage or administer is
-- from then on looked into by the central team alone.
create view misuse_office as
select i.id as investigation,
       case when i.central or held.manages
                 or (i.local_authority is null
                     and (held.administers
                          or not exists (select from hat h
                                         where h.role = 'partner-administrator'
                                           and h.organisation = i.organisation)))
            then 'central-team'
            when i.local_authority is not null then 'authority'
            else 'partner' end as office,
       held.administers
from misuse_investigation i
cross join lateral (
    select coalesce(bool_or(h.role in (
               'local-authority-manager', 'account-administrator', 'central-team')), false) as manages,
           coalesce(bool_or(h.role = 'partner-administrator'), false) as administers
    from hat h where h.account = i.subject) as held;

-- The nights' review of the trail: which day has been looked at, and up to which account. Nothing is kept of
-- anybody's day but what makes an alert.
create table misuse_review (
    day     date primary key,
    through uuid not null,
    done    boolean not null
);

-- How much those of one role in one kind of body do on a day: what is usual is told by them.
create table misuse_peers (
    day      date not null,
    role     text not null,
    kind     text not null,
    people   integer not null,
    searches bigint not null,
    squares  bigint not null,                         -- of everyone's searches
    records  bigint not null,
    alone    bigint not null,                         -- opened where nobody of the body is involved
    primary key (day, role, kind)
);

-- ACCT-07, scenario 38: all accounts of a body or of an authority at once.
create table group_stop (
    id              uuid primary key,
    organisation    uuid references organisation,
    local_authority text references local_authority,
    stopped_on      date not null,
    ended_on        date,
    check ((organisation is null) <> (local_authority is null))
);
create unique index group_stop_open on group_stop (organisation, local_authority) nulls not distinct
    where ended_on is null;

-- ACCT-07: why an account is suspended. Reasons are a set: with one gone, another may stand (section 4.1).
create table account_suspension (
    id            uuid primary key,
    account       uuid not null references account,
    reason        text not null check (reason in ('under-investigation', 'group-stopped')),
    investigation uuid references misuse_investigation,
    stop          uuid references group_stop,
    since         date not null,
    was_active    boolean not null,                   -- nothing but reasons of this table keeps it from use
    ended_on      date,
    check ((reason = 'under-investigation') = (investigation is not null)),
    check ((reason = 'group-stopped') = (stop is not null))
);
create index account_suspension_open on account_suspension (account) where ended_on is null;
create index account_suspension_by_stop on account_suspension (stop) where ended_on is null;

-- MIS-03: a message to a staff manager, who has no account: the user's name and the fact.
alter table mail
    add column investigation uuid references misuse_investigation,
    add column fact text check (fact in (
        'user-asked', 'asked-of-you', 'suspended', 'over', 'in-use-again', 'account-closed')),
    drop constraint mail_to_somebody,
    add constraint mail_to_somebody check (
        num_nonnulls(account, local_authority, investigation) = 1
        and (investigation is null) = (fact is null));
create unique index mail_to_staff_manager_waiting on mail (investigation, fact)
    where sent_at is null and investigation is not null;

grant select, insert, update on misuse_investigation, group_stop, account_suspension to contactpoint_app;
grant select, insert, update, delete on misuse_review, misuse_peers, misuse_sign to contactpoint_app;
grant select, insert on misuse_outcome to contactpoint_app;
grant select on misuse_office to contactpoint_app;
grant select on
    misuse_investigation, misuse_sign, misuse_outcome, misuse_office, misuse_review, misuse_peers,
    group_stop, account_suspension
    to contactpoint_reader;
