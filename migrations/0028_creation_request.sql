-- A record that a user asks for (CRE-02 … CRE-06), until the authority of the place has decided. What is
-- asked for lies sealed and outside the live directory: nothing here can be found, listed or counted as
-- a child (CRE-04). Docs: decision 22.

create table creation_request (
    id              uuid primary key,
    local_authority text not null references local_authority,  -- whose management team decides
    state           text not null check (state in (
        'submitted', 'checked', 'needs-information', 'held', 'created', 'exists-use-number', 'restored',
        'refused-not-resident', 'lapsed', 'withdrawn')),
    sealed          bytea not null,   -- the facts; once it has ended, the name and the number it came to
    born            bytea,            -- keyed hash of the day of birth: by which a second one is found (CRE-06)
    straddles       boolean not null, -- the postcode's sector lies on both sides of the border (CRE-05)
    since           date not null,    -- since when it waits for the next step
    decide_by       date,             -- T-08: the authority's two working days
    lapses_on       date not null,    -- T-08
    chased          boolean not null default false,
    found           uuid,             -- the window on an archived record that may be the child's
    ended_on        date,
    check ((ended_on is null) = (state in ('submitted', 'checked', 'needs-information', 'held'))),
    check ((ended_on is null) = (born is not null)),
    check (decide_by is null or state in ('submitted', 'checked'))
);
create index creation_request_by_authority on creation_request (local_authority);
create index creation_request_by_birth on creation_request (born) where born is not null;
create index creation_request_by_window on creation_request (found) where found is not null;
create index creation_request_by_end on creation_request (ended_on) where ended_on is not null;

-- Everyone who asked for the same record, and the reason for which it is opened afterwards (SRCH-01).
create table creation_requester (
    request      uuid not null references creation_request on delete cascade,
    account      uuid not null references account,
    organisation uuid not null references organisation,
    reason_code  text not null,
    reason_words text,
    asked_on     date not null,
    primary key (request, account)
);
create index creation_requester_by_account on creation_requester (account);

-- CRE-05: a sector of which a part lies in Wales or Scotland; whoever decides is told so.
alter table postcode_sector add straddles boolean not null default false;

grant select, insert, update, delete on creation_request, creation_requester to contactpoint_app;
