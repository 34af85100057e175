-- Whether two sources mean one child (MAT). What is sure is put on the record at once, and what it rests
-- on is kept; what is doubtful is kept out of the directory, sealed like what may be about a shielded
-- child, until whoever answers for the record has looked (MAT-02, MAT-03).

alter table live.quarantined_row
    add column for_review boolean not null default false, -- doubtful, and the record was not shielded
    add column due_on     date,                           -- MAT-07
    add column returned   boolean not null default false; -- not usable: refused while it says the same

create table live.matched (
    mark       bytea primary key,                    -- keyed hash of the source and its reference
    child      bigint not null,
    matched_on date not null,
    decided_by uuid references account,              -- none where it was sure
    sealed     bytea                                 -- domain::matching::Evidence
);
create index matched_by_child on live.matched (child);

grant select, insert, update, delete on live.matched to contactpoint_app;
grant select on live.matched to contactpoint_reader;
