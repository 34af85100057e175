-- Two records of one child are joined, and joined ones parted again (MAT-05, T-43). What came from the
-- record that went is kept sealed for thirty days, row by row, so that it can be given back; its number
-- goes on leading to the record that stays, for those who manage records alone.

create table live.merged (
    number    bigint primary key,                   -- of the record that went
    child     bigint not null,                      -- the record that stayed
    merged_on date not null,
    merged_by uuid not null references account,
    sealed    bytea                                 -- what came and what was left; none once it is final
);
create index merged_by_child on live.merged (child);

grant select, insert, update, delete on live.merged to contactpoint_app;
grant select on live.merged to contactpoint_reader;

-- What had left the record that goes before, and why it stays with its authority, come along.
grant update (child) on archive.item, live.responsibility_kept to contactpoint_app;
