-- The trail: everything anyone did or was refused (AUD-01), which nobody can change unnoticed
-- (AUD-02). Entries are inserted without ordering locks; a sequencer gives them their place in a
-- Merkle tree afterwards. Whoever owns the database can switch triggers off: what gives a change
-- away is the tree and the checkpoints that witnesses keep elsewhere (docs/decisions/0004).

create schema audit;
grant usage on schema audit to contactpoint_app, contactpoint_reader;

create table audit.entry (
    id                uuid not null,
    at                timestamptz not null check (isfinite(at)),
    action            text not null,
    outcome           text not null check (outcome in ('done', 'refused', 'rejected', 'fault')),
    refusal           text,                           -- the code of the refusal, never shown to who was refused
    account           uuid,
    role              text,
    organisation      uuid,
    local_authority   text,
    source            uuid,
    mediator          uuid,                           -- AUD-03: the account acting for this one
    channel           text not null,
    session           uuid,
    request           uuid not null,
    network_address   inet,
    object_kind       text,
    object_id         text,
    reason_code       text,
    reason_words      text,
    detail            jsonb not null,
    restricted        jsonb not null,                 -- child data: for those with the right to values (AUD-05)
    salt              bytea not null check (length(salt) = 32),
    leaf_hash         bytea not null check (length(leaf_hash) = 32),
    written_by        xid8 not null default pg_current_xact_id(),
    primary key (at, id)                              -- time first: neighbours in time stand together
) partition by range (at);
create index entry_by_account on audit.entry (account, at);
create index entry_by_object on audit.entry (object_kind, object_id, at);
create index entry_by_transaction on audit.entry (written_by);

-- AUD-04: an entry whose month has no partition yet is kept all the same.
create table audit.entry_other partition of audit.entry default;

-- The place of each entry in the tree. It outlives the entry's content (AUD-07): the hash is
-- salted, so that it tells nothing once the salt is destroyed with the content.
create table audit.leaf (
    position  bigint primary key check (position >= 0),
    entry     uuid not null,
    at        timestamptz not null,
    leaf_hash bytea not null check (length(leaf_hash) = 32),
    unique (entry, at)                                -- sequenced exactly once
);

-- The signed state of the tree after each step, and all that the next step needs to go on.
create table audit.checkpoint (
    size      bigint primary key check (size > 0),
    root      bytea not null check (length(root) = 32),
    at        timestamptz not null,
    horizon   xid8 not null,                          -- every transaction below it is in the tree
    signature bytea not null check (length(signature) = 64),
    peaks     bytea not null,                         -- roots of the full subtrees, largest first
    home      text not null                           -- the cluster and database that it was made in
);

-- AUD-07: positions whose content was destroyed after its retention. The verifier believes a row
-- only where a witnessed checkpoint proves that the content was old enough.
create table audit.destroyed (
    first_position bigint primary key check (first_position >= 0),
    last_position  bigint not null,
    at             timestamptz not null,
    check (last_position >= first_position)
);

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is only ever added to' using errcode = 'insufficient_privilege';
end
$$;

create trigger append_only before update or delete on audit.entry
    for each row execute function audit.refuse_change();
create trigger append_only before update or delete on audit.leaf
    for each row execute function audit.refuse_change();
create trigger append_only before update or delete on audit.checkpoint
    for each row execute function audit.refuse_change();
create trigger append_only before update or delete on audit.destroyed
    for each row execute function audit.refuse_change();
create trigger never_emptied before truncate on audit.entry
    for each statement execute function audit.refuse_change();
create trigger never_emptied before truncate on audit.entry_other
    for each statement execute function audit.refuse_change();
create trigger never_emptied before truncate on audit.leaf
    for each statement execute function audit.refuse_change();
create trigger never_emptied before truncate on audit.checkpoint
    for each statement execute function audit.refuse_change();
create trigger never_emptied before truncate on audit.destroyed
    for each statement execute function audit.refuse_change();

-- Makes the partitions for the month of a moment and for the next, in UTC. A month that already
-- has entries in the default partition stays there. Attaching locks out no writer of the others.
create function audit.prepare_months(moment timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    month timestamp;
    name  text;
begin
    perform pg_advisory_xact_lock(hashtextextended('audit.prepare_months', 0));
    for later in 0..1 loop
        month := date_trunc('month', moment at time zone 'UTC') + make_interval(months => later);
        name := 'entry_' || to_char(month, 'YYYY_MM');
        continue when to_regclass('audit.' || name) is not null;
        continue when exists (
            select from audit.entry_other
            where at >= month at time zone 'UTC'
              and at < (month + interval '1 month') at time zone 'UTC');
        execute format('create table audit.%I (like audit.entry including all)', name);
        execute format(
            'create trigger never_emptied before truncate on audit.%I
             for each statement execute function audit.refuse_change()', name);
        execute format(
            'alter table audit.entry attach partition audit.%I for values from (%L) to (%L)', name,
            month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
    end loop;
end
$$;
revoke execute on function audit.prepare_months(timestamptz) from public;
grant execute on function audit.prepare_months(timestamptz) to contactpoint_app;
select audit.prepare_months(now());

-- `written_by` is the database's to fill in: nobody may hide an entry from the sequencer.
grant insert (
    id, at, action, outcome, refusal, account, role, organisation, local_authority, source,
    mediator, channel, session, request, network_address, object_kind, object_id, reason_code,
    reason_words, detail, restricted, salt, leaf_hash) on audit.entry to contactpoint_app;
grant insert on audit.leaf, audit.checkpoint to contactpoint_app;
grant select on audit.entry, audit.leaf, audit.checkpoint, audit.destroyed to contactpoint_app;
