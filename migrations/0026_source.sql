-- A source goes from a proposal over an agreement and an accreditation to its connection, and can be
-- paused, suspended and ended (FEED-01 to FEED-03, FEED-10, FEED-13, section 4.12). Codes, numbers and days.

alter table source
    -- Whether it is one that we keep ourselves, such as what users state by hand: nobody registers it,
    -- and it has no state.
    add column own              boolean not null default false,
    add column registered_on    date,
    add column state            text check (state in (
        'proposed', 'agreement-signed', 'accrediting', 'rejected', 'accredited', 'connected', 'paused',
        'suspended', 'terminated')),
    add column state_since      date,
    add column stopped_by       text check (stopped_by in (
        'local-authority', 'central-team', 'accreditation')),
    add column accredited_until date,                 -- T-31: from this day on it is paused
    add column rejected_because text check (rejected_because in (
        'security-policy', 'disruption', 'data-quality'));

update source set own = true
where name in ('Entered by hand', 'Registrar General, by certificate')
   or (kind = 'local' and name = 'Children’s records of ' || local_authority);

-- What an operator had registered was to be accredited on paper. It goes on for a year, in which the
-- central team accredits it anew.
update source
set registered_on = current_date, state = 'connected', state_since = current_date,
    accredited_until = case when own then date '9999-12-31'
                            else (current_date + interval '1 year')::date end;

-- Without a default: whoever adds a source says where it stands.
alter table source
    alter column registered_on set not null,
    alter column state set not null,
    alter column state_since set not null,
    add check (state not in ('accredited', 'connected') or accredited_until is not null),
    add check ((state = 'rejected') = (rejected_because is not null)),
    add check (stopped_by is null or state in ('paused', 'suspended', 'terminated')),
    drop constraint source_name_key,
    add unique (name, own);

-- What was agreed with a source. That it supplies for ContactPoint’s purposes alone, discloses nothing,
-- tells families and adds value is confirmed by whoever signs: there is no agreement without.
create table source_agreement (
    source              uuid primary key references source,
    items               text[] not null check (cardinality(items) > 0),
    cadence_days        integer not null check (cadence_days between 1 and 366),  -- T-30
    supplied_nationally boolean not null,
    signed_on           date not null
);

-- What each file brought (FEED-12): how many rows, and of those that could not be used how many by code.
-- How many rows made or changed a record stands in the trail alone: who looks at a feed’s figures would
-- learn of single records by it (SHLD-12).
create table source_supply (
    id          uuid primary key,
    source      uuid not null references source,
    received_on date not null,
    rows        integer not null check (rows >= 0),
    refused     jsonb not null                        -- rows by code
);
create index source_supply_of on source_supply (source, received_on);

grant select, insert on source_agreement, source_supply to contactpoint_app;
grant select on source_agreement, source_supply to contactpoint_reader;

-- Whether an organisation has services that are sensitive and no others: to name one beside a child would
-- tell that a sensitive service is involved (SENS-04).
create function is_sensitive_alone(organisation uuid) returns boolean language sql stable as $$
    select coalesce((
        select bool_and(k.sensitive or v.sensitive)
        from service v join service_type k on k.code = v.service_type
        where v.organisation = $1), false)
$$;
