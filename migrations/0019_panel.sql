-- The panel, breaking the glass, a data administrator's right to see shields, and whom a late review is
-- told to outside (SHLD-07, SHLD-08, SHLD-11, T-27). What a pack shows is stored nowhere: it is read
-- through the sealed record when somebody looks. Codes, identifiers and days alone (GEN-03).

-- Matrix note 2: given and taken back by the authority's manager.
alter table hat add column shield_right boolean not null default false;

-- What an authority sets about its shields.
create table shield_setting (
    local_authority    text primary key references local_authority,
    id                 uuid not null unique,          -- what a task about its panel is about
    director           text,                          -- an e-mail address; no user's
    meets_every_months integer not null default 3 check (meets_every_months between 1 and 6)
);

-- SHLD-07: a message to an authority's director, who has no account; one waits at a time, as for users.
alter table mail
    alter column account drop not null,
    add column local_authority text references local_authority,
    add constraint mail_to_somebody check ((account is null) <> (local_authority is null));
create unique index mail_to_director_waiting on mail (local_authority)
    where sent_at is null and local_authority is not null;

-- SHLD-08: meetings of a panel and who is invited. Nothing here is about a child.
create table panel_meeting (
    id              uuid primary key,
    local_authority text not null references local_authority,
    meets_on        date not null,
    state           text not null check (state in ('planned', 'closed', 'called-off')),
    called_by       uuid not null references account,
    over_on         date,                             -- closed or called off
    check ((state = 'planned') = (over_on is null))
);
create index panel_meeting_by_authority on panel_meeting (local_authority, meets_on);

create table panel_invitation (
    meeting  uuid not null references panel_meeting,
    account  uuid not null references account,
    said     boolean not null default false,          -- the member says so
    attended boolean,                                 -- the manager's word, in closing
    primary key (meeting, account)
);
create index panel_invitation_by_account on panel_invitation (account);

-- D-04: that a shield comes before a meeting, what the meeting recommended, and what each member said.
create table live.panel_pack (
    id          uuid primary key,
    child       bigint not null,
    meeting     uuid not null references panel_meeting,
    tabled      boolean not null,                     -- false: its manager took it off
    recommended text check (recommended in ('keep', 'recommend-end', 'gather-views')),
    unique (child, meeting)
);
create index panel_pack_by_meeting on live.panel_pack (meeting);

create table live.panel_opinion (
    pack               uuid not null references live.panel_pack,
    account            uuid not null references account,
    outcome            text not null check (outcome in ('keep', 'recommend-end', 'gather-views')),
    child_view         text not null check (child_view in ('sought', 'given', 'not-possible')),
    family_view        text not null check (family_view in ('sought', 'given', 'not-possible')),
    practitioners_view text not null check (practitioners_view in ('sought', 'given', 'not-possible')),
    primary key (pack, account)
);

-- SHLD-11, matrix note 4: one person of the central team, one record, until a moment. The case's
-- reference stands in the trail alone. Nobody agrees to their own.
create table live.break_glass (
    id         uuid primary key,
    child      bigint not null,
    account    uuid not null references account,
    reason     text not null check (reason in (
        'danger-to-life', 'enactment-or-court-order', 'serious-case-review', 'misuse', 'complaint',
        'fault')),
    asked_at   timestamptz not null,
    decided_by uuid references account,
    closes_at  timestamptz,                           -- nothing is shown from then on; none until agreed
    check (decided_by <> account),
    check ((decided_by is null) = (closes_at is null))
);
create index break_glass_by_child on live.break_glass (child);
create index break_glass_by_account on live.break_glass (account);

-- For how many minutes a look lasts, where the central team has set it.
create table break_glass_time (
    one     boolean primary key default true check (one),
    minutes integer not null check (minutes between 5 and 60)
);

grant select, insert, update on shield_setting, panel_meeting, panel_invitation, break_glass_time
    to contactpoint_app;
grant select, insert, update, delete on live.panel_pack, live.panel_opinion, live.break_glass
    to contactpoint_app;
grant select on shield_setting, panel_meeting, panel_invitation, break_glass_time to contactpoint_reader;
grant select on live.panel_pack, live.panel_opinion, live.break_glass to contactpoint_reader;
