-- Who holds the most recent common assessment, and who leads (CAF-01 … CAF-08, D-20, D-21). Never
-- anything of the assessment (CAF-07).

-- What is shown in place of a sensitive service that holds or leads, agreed with the manager of the
-- organisation's authority (CAF-04). Reviewed by that manager for what it discloses (GEN-03).
create table neutral_line (
    id           uuid primary key,
    organisation uuid not null references organisation,
    words        text not null check (char_length(words) between 1 and 60),
    telephone    text not null,
    agreed_by    uuid references account,
    agreed_on    date not null,
    retired_on   date                                 -- chosen no more from this day on
);
create unique index neutral_line_in_use on neutral_line (organisation, words, telephone)
    where retired_on is null;
grant select, insert, update on neutral_line to contactpoint_app;

-- A holder of a sensitive service: the line in the clear; who it is, and the consent, sealed. It is
-- not shown from the day on which the consent runs out (SENS-05). Everybody else's service stands in
-- the clear, as before, and an assessment of theirs has no last day (D-20).
alter table live.caf
    alter column service drop not null,
    add column neutral_line  uuid references neutral_line,
    add column sealed        bytea,
    add column owner         uuid references account,  -- who recorded it; none from a source
    add column visible_until date,
    add check ((service is null) = (neutral_line is not null)),
    add check ((neutral_line is null) = (sealed is null)),
    add check ((sealed is null) = (visible_until is null)),
    add check (neutral_line is null or practitioner is null);
create index caf_by_end on live.caf (visible_until) where visible_until is not null;

-- An ended lead stays to be seen for a year (CAF-08, T-11), one of a sensitive service no longer
-- than its consent.
alter table live.lead_professional
    alter column service drop not null,
    alter column practitioner drop not null,
    add column neutral_line  uuid references neutral_line,
    add column sealed        bytea,
    add column owner         uuid references account,
    add column visible_until date;
update live.lead_professional set visible_until = ended + interval '1 year' where ended is not null;
alter table live.lead_professional
    add check ((service is null) = (neutral_line is not null)),
    add check ((service is null) = (practitioner is null)),
    add check ((neutral_line is null) = (sealed is null)),
    add check ((visible_until is null) = (ended is null and sealed is null)),
    add check (ended >= since);
create index lead_professional_by_child on live.lead_professional (child);
create index lead_professional_by_end on live.lead_professional (visible_until)
    where visible_until is not null;
