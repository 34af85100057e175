-- What a request for a record, a notice and a measure tell, and to whom (CRE-04, D-32, D-34, DISC-02).

-- A request that is kept back is decided as far as its authority can tell: from this day on it is gone
-- from its desk, and had come on the day on which it came (D-34).
alter table creation_request add column held_on date;
update creation_request set held_on = since where state = 'held';
alter table creation_request add check (state <> 'held' or held_on is not null);

-- The name as each who asked typed it, sealed: whoever joins a request sees nobody else's (CRE-06). Of
-- requests from before, the name that was typed first stands in the request alone.
alter table creation_requester add column typed bytea;

-- Every archived record that was looked at for a request: which of them is the child's is told by which
-- comes back.
create table creation_window (
    request uuid not null references creation_request on delete cascade,
    found   uuid not null,
    primary key (request, found)
);
create index creation_window_by_window on creation_window (found);
insert into creation_window (request, found)
select id, found from creation_request where found is not null;
alter table creation_request drop column found;
grant select, insert, delete on creation_window to contactpoint_app;

-- Whether a record is shielded is asked of the record. The index on what stands goes with the column.
alter table live.discrepancy drop column shielded;
create index discrepancy_open on live.discrepancy (source, item, since) where closed_on is null;

-- The authority for which a source speaks; none for a national one.
create view source_authority as
select s.id as source, coalesce(s.local_authority, o.local_authority) as local_authority
from source s left join organisation o on o.id = s.organisation;

-- What counts in the measures of an authority: its records, and the rows of the sources that speak for it.
-- National sources count in the nation's, under no authority. Coverage is measured against the latest
-- estimate of the year of each week, or of one before.
create view quality_of_area as
select f.local_authority, f.week, f.measure, f.counted, coalesce(f.of_all, e.children) as of_all
from quality_figure f
left join lateral (
    select p.children from population_estimate p
    where p.local_authority = f.local_authority and p.year <= extract(year from f.week)
    order by p.year desc limit 1
) e on true
where f.local_authority is not null
union all
select a.local_authority, f.week, f.measure, f.counted, f.of_all
from quality_figure f join source_authority a on a.source = f.source
where f.measure in ('uniqueness', 'validity');

-- The measures of a source. One that speaks for an authority is measured against its children, a national
-- one against those of the nation.
create view quality_of_source as
select f.source, a.local_authority, f.week, f.measure, f.counted,
       coalesce(f.of_all, e.children) as of_all
from quality_figure f
join source_authority a on a.source = f.source
left join lateral (
    select sum(p.children)::bigint as children
    from (select distinct on (local_authority) children from population_estimate
          where year <= extract(year from f.week)
            and (a.local_authority is null or local_authority = a.local_authority)
          order by local_authority, year desc) p
) e on true;

grant select on source_authority, quality_of_area, quality_of_source
    to contactpoint_app, contactpoint_reader;
