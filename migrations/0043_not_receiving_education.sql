-- Who of an area is of school age with no educational setting recorded (CNE-01), and whether its officers
-- are reminded of the list each month (CNE-07, T-37).

-- The first day on which the record shows no educational setting; none while it shows one that has no last
-- day (domain::not_receiving_education::without_setting_from).
alter table live.child add column without_setting_from date;

update live.child c
set without_setting_from = (
    select case when bool_or(s.value -> 'value' ->> 'until' is null) then null
                else coalesce(max((s.value -> 'value' ->> 'until')::date + 1), c.date_of_birth) end
    from jsonb_array_elements(c.best_view -> 'services') s
    where s.value -> 'value' ->> 'kind' = 'educational-setting')
where not c.shielded;
-- What a shielded record shows is sealed: of one that was shielded before, it is found when the record is
-- next written.

create index child_without_setting on live.child (local_authority, date_of_birth)
    where without_setting_from is not null;

-- D-42: children are educated elsewhere than at school, and that is recorded like a school. No address and
-- no telephone: it is nobody's.
alter table organisation drop constraint organisation_kind_check;
alter table organisation add constraint organisation_kind_check check (kind in (
    'school', 'gp-practice', 'health', 'social-care', 'youth-justice', 'police', 'probation',
    'connexions', 'voluntary', 'housing', 'cafcass', 'local-authority', 'national',
    'education-elsewhere'));
insert into organisation (id, name, kind) values
    ('0e1d0000-0000-4000-8000-000000000001', 'Educated at home', 'education-elsewhere'),
    ('0e1d0000-0000-4000-8000-000000000002', 'Educated in hospital', 'education-elsewhere'),
    ('0e1d0000-0000-4000-8000-000000000003', 'Alternative provision', 'education-elsewhere'),
    ('0e1d0000-0000-4000-8000-000000000004', 'Another educational setting', 'education-elsewhere');

-- A look at the list by one session, and why (CNE-04).
create table education_run (
    id      uuid primary key,
    session uuid not null references session on delete cascade,
    reason  text not null                               -- domain::not_receiving_education::RunReason
);
create index education_run_by_session on education_run (session);

-- The authorities whose officers are reminded, and for which month they last were.
create table education_schedule (
    local_authority text primary key references local_authority,
    reminded_for    date not null check (extract(day from reminded_for) = 1)
);

grant select, insert, update, delete on education_schedule, education_run to contactpoint_app;
grant select on education_schedule, education_run to contactpoint_reader;
