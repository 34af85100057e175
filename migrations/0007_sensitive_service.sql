-- Sensitive services: what a manager may flag, and which entries have been asked about.

-- SENS-01, INV-01: a service is sensitive by its national type or by itself. Looked at whenever a
-- record is read, so that flagging hides at once.
alter table service add column sensitive boolean not null default false;
create index service_by_sensitive on service (id) where sensitive;

-- Entries of a service that was flagged are found, to be sealed.
create index involvement_of_service on live.involvement (service);

-- What is still to be asked of an entry's owner, so that every rule may run again (G-CLOCK). Neither
-- tells what stands in the entry: the sixteenth birthday is kept of every entry of a younger child,
-- whoever consented (SENS-08, D-12).
alter table live.sensitive_involvement
    add column reminded     smallint not null default 0,   -- how often before this renewal (SENS-05)
    add column ask_again_on date;
create index sensitive_involvement_to_ask on live.sensitive_involvement (ask_again_on)
    where ask_again_on is not null;
