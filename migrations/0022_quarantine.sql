-- Rows of sources that match no reference and may be about a shielded child (D-34). They are kept out
-- of the directory, sealed, until the manager of the responsible authority has settled whom they are
-- about. Neither a source's reference nor anything that it says stands here in the clear.

create table live.quarantined_row (
    id          uuid primary key,
    child       bigint not null,                      -- the shielded record that it may be about
    source      uuid not null references source,
    mark        bytea not null unique,                -- keyed hash of the source and its reference
    received_on date not null,
    sealed      bytea not null
);
create index quarantined_row_by_child on live.quarantined_row (child);

-- Entries that the source sends about the same child meanwhile, in the order in which they came.
create table live.quarantined_entry (
    row    uuid not null references live.quarantined_row on delete cascade,
    mark   bytea not null,                            -- keyed hash of the entry's own reference
    place  integer not null,
    sealed bytea not null,
    primary key (row, mark)
);

grant select, insert, update, delete on live.quarantined_row, live.quarantined_entry
    to contactpoint_app;
grant select on live.quarantined_row, live.quarantined_entry to contactpoint_reader;
