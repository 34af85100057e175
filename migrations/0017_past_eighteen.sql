-- Records that are kept past eighteen by a young person's own consent (R18-02, D-07, D-08): what is
-- attested of it, never its words. Until when the record is live stands with the record
-- (live.child.leaves_live_on); here is from what it follows.

create table live.past_eighteen (
    child         bigint primary key,
    id            uuid not null unique,                -- names the yearly question; tells nothing
    category      text not null check (category in ('a', 'b', 'c')),
    kept_since    date not null,                       -- the first consent: before the eighteenth birthday
    consented_on  date not null,                       -- the consent for this category
    consented_by  text not null check (consented_by in ('young-person', 'court-authorised')),
    helped_by     text check (helped_by in ('parent', 'carer', 'guardian', 'court-granted')),
    attested_by   uuid not null references account,    -- shown to nobody: it may be a sensitive service
    confirm_on    date not null,                       -- T-16: the anniversary that is next to be confirmed
    asked         smallint not null default 0 check (asked between 0 and 2),
    answer        text check (answer in ('still-needed', 'not-needed')),
    told_because  text check (told_because in ('withdrawn', 'not-eligible')),
    ended_on      date,
    ended_because text check (ended_because in ('withdrawn', 'not-eligible', 'not-confirmed', 'reached')),
    check (kept_since <= consented_on),
    check ((ended_on is null) = (ended_because is null))
);
create index past_eighteen_to_confirm on live.past_eighteen (confirm_on) where ended_on is null;
grant select, insert, update, delete on live.past_eighteen to contactpoint_app;

-- T-15: how often owners have been asked about a child who will soon be eighteen.
create table live.past_eighteen_prompt (
    child    bigint primary key,
    prompted smallint not null check (prompted between 1 and 2)
);
create index child_by_birth on live.child (date_of_birth);
grant select, insert, update, delete on live.past_eighteen_prompt to contactpoint_app;
