-- How often it has been reminded that the consent to show somebody of a sensitive service runs out
-- (SENS-05, CAF-04).
alter table live.caf
    add column reminded smallint not null default 0 check (reminded between 0 and 2);
alter table live.lead_professional
    add column reminded smallint not null default 0 check (reminded between 0 and 2);
