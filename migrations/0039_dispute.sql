-- DISP-01 … DISP-04: an item is marked as disputed, and that is settled by its value being kept or changed
-- (section 4.10). Dates and a code: what a dispute is about has no place here (DISP-02).

-- None of disputes that were loaded as settled: nobody had settled them here.
alter table live.dispute
    add column outcome text check (outcome in ('kept', 'changed')),
    add check (outcome is null or settled is not null);

-- Whoever disputes an item again opens another one; of each item one is open at a time.
create unique index dispute_open on live.dispute (child, item) where settled is null;

-- What is open, and what was settled lately (RPT-07).
create index dispute_by_settled on live.dispute (settled);
