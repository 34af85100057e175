-- How old the oldest backup is that is still kept, as whoever makes them last said: by it the central
-- team sees from when on nothing holds what was destroyed (ARC-07, NFR-06, T-40). One row.

create table archive.oldest_backup (
    one      boolean primary key default true check (one),
    made_on  date,                                    -- none where none is kept
    noted_on date not null
);
create index destruction_by_day on archive.destruction (destroyed_on);

grant select, insert, update on archive.oldest_backup to contactpoint_app;
grant select on archive.oldest_backup to contactpoint_reader;
