-- Shields and the notices they rest on (SHLD-05, section 4.4). `live.child.shielded` stays what
-- everything else reads; these tables say since when, who says so, and when it is looked at again.
-- Codes, identifiers and days alone (GEN-03). No time ends a shield: no column here could say so.

create table live.shield (
    child           bigint primary key,
    id              uuid not null unique,             -- stands in addresses for the number
    shielded_on     date not null,
    due_on          date not null,                    -- T-25, T-26: the last day of the next review
    end_recommended boolean not null default false,   -- by the last review, and no notice since
    escalated_on    date                              -- SHLD-07: that this review is overdue was told
);
create index shield_due on live.shield (due_on);

create table live.shield_notice (
    id           uuid primary key,
    child        bigint not null,
    origin       text not null check (origin in ('user', 'source', 'member-of-public', 'non-user')),
    account      uuid references account,             -- who asked, or entered it on behalf (SHLD-04)
    source       uuid references source,              -- SHLD-03
    reference    text collate "C",                    -- the source's own
    ground       text check (ground in (
        'harm-to-child', 'placement-at-risk', 'harm-to-adult', 'serious-crime', 'adoption-link',
        'exceptional')),
    justification text check (justification in (
        'sibling-shielded', 'lives-with-shielded', 'court-direction')),
    discussed_with_family  boolean not null default false,
    discussed_with_manager boolean not null default false,
    raised_on    date not null,
    until        date,                                -- SHLD-14: looked at then; ends nothing
    withdrawn_on date,
    check ((origin = 'source') = (account is null)),
    check ((origin = 'source') = (source is not null and reference is not null)),
    check (ground is not null or origin = 'source'),
    check ((justification is null) = (ground is distinct from 'exceptional'))
);
create index shield_notice_by_child on live.shield_notice (child);
create index shield_notice_by_account on live.shield_notice (account) where withdrawn_on is null;
-- What a source says stands once.
create unique index shield_notice_of_source on live.shield_notice (source, reference)
    where withdrawn_on is null and origin = 'source';

create table live.shield_review (
    id            uuid primary key,
    child         bigint not null,
    reviewed_on   date not null,
    reviewed_by   uuid not null references account,
    outcome       text not null check (outcome in ('keep', 'recommend-end', 'gather-views')),
    child_view    text not null check (child_view in ('sought', 'given', 'not-possible')),
    family_view   text not null check (family_view in ('sought', 'given', 'not-possible')),
    practitioners_view text not null check (practitioners_view in ('sought', 'given', 'not-possible'))
);
create index shield_review_by_child on live.shield_review (child);

-- Records that are shielded already: a source said so, without a ground.
insert into live.shield (child, id, shielded_on, due_on)
select child, gen_random_uuid(), current_date, current_date + 7 from live.child where shielded;
insert into live.shield_notice (id, child, origin, source, reference, raised_on)
select distinct on (c.child) gen_random_uuid(), c.child, 'source', s.source, s.reference, current_date
from live.child c join live.statement s on s.child = c.child
where c.shielded
order by c.child, s.source, s.reference;

grant select, insert, update, delete on live.shield, live.shield_notice, live.shield_review
    to contactpoint_app;
grant select on live.shield, live.shield_notice, live.shield_review to contactpoint_reader;
