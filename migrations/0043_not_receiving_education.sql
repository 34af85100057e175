-- Who of an area is of school age with no educational setting recorded (CNE-01), and whether its officers
-- are reminded of the list each month (CNE-07, T-37).

-- The first day on which the record shows no educational setting; none while it shows one that has no last
-- day (domain::not_receiving_education::without_setting_from).
alter table live.child add column without_setting_from date;

update live.child c
set without_setting_from = case when c.shielded then c.date_of_birth else (
    select case when bool_or(s.value -> 'value' ->> 'until' is null) then null
                else coalesce(max((s.value -> 'value' ->> 'until')::date + 1), c.date_of_birth) end
    from jsonb_array_elements(c.best_view -> 'services') s
    where s.value -> 'value' ->> 'kind' = 'educational-setting') end;
-- What a shielded record shows is sealed: until it is next written, it stands on the list that only those
-- see who see it whole (CNE-05).

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

-- The authorities whose officers are reminded, and for which month they last were.
create table education_schedule (
    local_authority text primary key references local_authority,
    reminded_for    date not null check (extract(day from reminded_for) = 1)
);

grant select, insert, update, delete on education_schedule to contactpoint_app;
grant select on education_schedule to contactpoint_reader;
