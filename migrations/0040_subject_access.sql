-- Requests for what is held about oneself (SAR, D-41). They stay with the authority that answers for the
-- record while it is archived or comes back, move with it to another (TRF-07), and are destroyed with it. Codes,
-- numbers and days alone (GEN-03): a parent's own name lies sealed, and what was argued stands nowhere. Docs:
-- decision 28.

create table subject_access_request (
    id                uuid primary key,
    local_authority   text not null references local_authority,   -- who answers it
    child             bigint,                                      -- by whose record it is found
    account           uuid references account,                     -- whose own data a practitioner asks for
    sealed            bytea,                                       -- the name under which a parent stands on records
    token             uuid,                                        -- of the form with which it was logged
    applicant         text not null check (applicant in (
        'child', 'parent-for-child', 'parent', 'practitioner')),
    by_another        boolean not null,
    writing           text not null check (writing in ('letter', 'email', 'form', 'broader')),
    forwarded_by      text check (forwarded_by in ('user', 'authority', 'organisation', 'central-team')),
    received_on       date not null,
    logged_on         date not null,                               -- since when it waits here
    forty_days        boolean not null,                            -- D-41: as it was set by then
    extended          text check (extended in ('complex', 'several')),
    paused_on         date,                                        -- SAR-10: the clock stands still
    paused_days       integer not null default 0,
    due_on            date,                                        -- T-33; none while it stands still
    chased            boolean not null default false,              -- told of as overdue
    manager_signed_on date,                                        -- SAR-07
    officer_signed_on date,
    shows_whereabouts boolean not null default false,
    decision          text check (decision in ('release', 'refuse')),
    decided_on        date,                                        -- by the data protection officer
    statement         text check (statement in (
        'court-order', 'exempt', 'not-the-subject', 'not-authorised', 'advise-parent',
        'no-parental-responsibility', 'child-objects', 'advised', 'not-held', 'not-released')),
    produced_on       date,
    means             text check (means in ('by-hand', 'signed-for', 'encrypted')),
    delivered_on      date,
    ended_on          date,
    check ((applicant = 'practitioner') = (account is not null)),
    check ((applicant = 'practitioner') = (child is null)),
    check ((applicant = 'parent') = (sealed is not null)),
    check ((decision is null) = (decided_on is null)),
    check ((statement is not null) = (decision is not null and decision = 'refuse')),
    check (produced_on is null or (decision is not null and decision = 'release')),
    check ((delivered_on is null) = (means is null)),
    check (delivered_on is null or produced_on is not null),
    check ((ended_on is not null)
           = (delivered_on is not null or (decision is not null and decision = 'refuse'))),
    check (ended_on is not null or (due_on is null) = (paused_on is not null))
);
-- What a child or a practitioner asks is logged once, by whomever. Parents are several: of their requests only
-- the same form that is sent twice is the same.
create unique index subject_access_request_open on subject_access_request
    (coalesce(child::text, account::text), applicant, by_another, received_on)
    where ended_on is null and applicant in ('child', 'practitioner');
create unique index subject_access_request_of_form on subject_access_request
    (token, applicant, coalesce(child::text, account::text)) where token is not null;
create index subject_access_request_by_authority on subject_access_request (local_authority, ended_on);
create index subject_access_request_by_child on subject_access_request (child) where child is not null;
create index subject_access_request_to_chase on subject_access_request (due_on)
    where ended_on is null and not chased;

-- SAR-04: what was found of each thing that is looked at, and when; earlier findings stand in the trail.
create table subject_access_check (
    request  uuid not null references subject_access_request on delete cascade,
    looked_at text not null check (looked_at in (
        'identity', 'authority', 'relation', 'residence', 'home', 'understanding', 'agreement',
        'sensitive-services', 'court-order', 'exemption', 'advice')),
    finding  text not null check (finding in (
        'proved', 'awaited', 'somebody-else', 'not-proved', 'same', 'differs', 'understands', 'does-not',
        'agrees', 'objects', 'none', 'against', 'applies', 'disclose', 'withhold')),
    found_on date not null,
    primary key (request, looked_at)
);

-- SAR-08: further records on which a parent stands whose own data are asked for.
create table subject_access_record (
    request uuid not null references subject_access_request on delete cascade,
    child   bigint not null,
    primary key (request, child)
);
create index subject_access_record_by_child on subject_access_record (child);

-- SAR-07: whether any of the records that a request is about is shielded, whatever the day.
create function subject_access_shielded(request uuid, child bigint) returns boolean
    language sql stable as $$
    select exists (
        select from (select $2 as child
                     union all
                     select r.child from public.subject_access_record r where r.request = $1) of
        left join live.child c on c.child = of.child
        left join archive.record a on a.child = of.child and a.why <> 'new-identity'
        where c.shielded or a.shielded)
$$;

-- A practitioner's own request looks for where they stand on records.
create index involvement_by_practitioner on live.involvement (practitioner)
    where practitioner is not null;
create index lead_professional_by_practitioner on live.lead_professional (practitioner);
create index caf_by_practitioner on live.caf (practitioner) where practitioner is not null;

-- D-41: authorities that keep the forty days of old.
create table subject_access_setting (
    local_authority text primary key references local_authority,
    forty_days      boolean not null
);

grant select, insert, update, delete
    on subject_access_request, subject_access_check, subject_access_record to contactpoint_app;
grant select, insert, update on subject_access_setting to contactpoint_app;
grant select
    on subject_access_request, subject_access_check, subject_access_record, subject_access_setting
    to contactpoint_reader;
