-- A supply that would take away most of what its source said is held until a person has released or refused it
-- (FEED-08): numbers alone are kept of why. And what comes may be a Common Transfer File of the schools.

alter table feed.supply
    add column changing bigint,                       -- rows that say something else than before
    add column removing bigint,                       -- those of them that take something away
    add column released boolean not null default false,
    add column shields_taken boolean not null default false, -- while it waits behind one that is held
    drop constraint supply_format_check,
    add check (format in ('csv', 'ndjson', 'ctf')),
    drop constraint supply_state_check,
    add check (state in ('receiving', 'waiting', 'held', 'done', 'refused', 'stopped')),
    drop constraint supply_refused_for_check,
    add check (refused_for in ('headings', 'encoding', 'empty', 'malformed', 'content', 'removal')),
    add check (state <> 'held' or (changing is not null and removing is not null));

drop index feed.supply_to_work;
create index supply_to_work on feed.supply (source, place) where state in ('waiting', 'held');
