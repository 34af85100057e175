-- A child who was given a new identity (NEWID-01 … NEWID-08): the old record is sealed, what sources
-- still say of it is swallowed, and nothing that is kept joins it with the new one. Docs: decision 16.

-- An identifier of a sealed record attaches to no other: found by its keyed hash alone.
alter table archive.match_key drop constraint match_key_kind_check;
alter table archive.match_key add constraint match_key_kind_check
    check (kind in ('name', 'reference', 'identifier'));

-- What a source last said of a sealed record, as a hash within the sealed column: so that it is told
-- what it would be told of a live one, and nothing is kept of what it says (NEWID-05).
create table archive.swallowed (
    mark   bytea primary key,                         -- keyed hash of the source and its reference
    child  bigint not null references archive.record on delete cascade,
    sealed bytea not null
);
create index swallowed_by_child on archive.swallowed (child);

-- Codes that let a record be made, and records that wait to be: one sealed value, filled up to a
-- fixed size and sealed anew each day. So neither how many there are nor which of them came when can
-- be told, from one copy of the database or from a row of them (NEWID-03).
create table new_identity_vault (
    whole      boolean primary key default true check (whole),
    sealed     bytea not null,
    renewed_on date not null
);

-- A code until it was shown, once, to the session in which the record was sealed.
create table release_code (
    id      uuid primary key,
    session uuid not null references session on delete cascade,
    sealed  bytea not null
);
create index release_code_by_session on release_code (session);

grant select, insert, update, delete on archive.swallowed to contactpoint_app;
grant select, insert, update on new_identity_vault to contactpoint_app;
grant select, insert, update, delete on release_code to contactpoint_app;
