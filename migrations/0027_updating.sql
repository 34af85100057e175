-- UPD-02: what of a record's details cannot be settled by rule and waits for the responsible authority's
-- data administrator. What sources say is read from their statements; what users sent in is kept here,
-- sealed, until it is decided. What is decided leaves nothing here: the trail keeps it (AUD-05).

create table live.item_conflict (
    id        uuid primary key,
    child     bigint not null,
    item      text not null check (item in (
        'name', 'known-as', 'date-of-birth', 'gender', 'whereabouts', 'carers', 'educational-setting',
        'gp-practice')),
    opened_on date not null,
    unique (child, item)
);

-- One of each user and conflict: who sends in something else takes back what was sent before.
create table live.proposed_change (
    id       uuid primary key,
    conflict uuid not null references live.item_conflict on delete cascade,
    account  uuid not null references account,
    sealed   bytea not null,                          -- what it says, how it was made sure of, and when
    unique (conflict, account)
);
create index proposed_change_by_account on live.proposed_change (account);

grant select, insert, update, delete on live.item_conflict, live.proposed_change to contactpoint_app;
grant select on live.item_conflict, live.proposed_change to contactpoint_reader;
