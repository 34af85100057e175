-- Involvements and common assessments that sources supply (SENS-02, CAF-01, FEED-06 … FEED-08).

-- A system in which common assessments are made (CAF-01).
alter table source
    drop constraint source_kind_check,
    add check (kind in (
        'registrar-general', 'health', 'child-benefit', 'education', 'social-care', 'ecaf', 'local',
        'manual'));

-- Which entry a source's own reference stands for, so that a file may be supplied again, late or in
-- pieces (FEED-08). A source that supplies a sensitive service's entries is that service: neither it
-- nor its reference may stand beside a child in the clear (SENS-04). So the row is found by a keyed
-- hash of both, and who said what and when is sealed (FEED-06), of every entry alike.
create table live.supplied_entry (
    mark   bytea primary key,
    child  bigint not null,
    entry  uuid not null,
    sealed bytea not null
);
create index supplied_entry_by_child on live.supplied_entry (child);
create index supplied_entry_by_entry on live.supplied_entry (entry);
grant select, insert, update, delete on live.supplied_entry to contactpoint_app;
