-- What an involvement, an assessment's holder or a lead professional was before it was changed stays with
-- it, goes with it into the archive, and is destroyed with it (UPD-07). Whichever statement changes one, a
-- trigger keeps what stood: a history that every writer must think of has holes. Until when an involvement
-- was so is told by the row that comes next, so that no clock is read here. A consent that is renewed seals
-- the same anew, and is kept as well. What an involvement was before its service turned out to be sensitive
-- goes with the row in the clear (SENS-04).

alter table live.involvement add column before jsonb;            -- rows as they were, the oldest first
alter table live.sensitive_involvement add column before jsonb;
alter table live.caf add column before jsonb;
alter table live.lead_professional add column before jsonb;

create function live.keep_before() returns trigger language plpgsql set search_path = live, pg_temp as $$
begin
    new.before := coalesce(old.before, '[]')
        || (to_jsonb(old) - array['id', 'child', 'before', 'asked', 'reminded', 'confirm_on', 'ask_again_on']
            || jsonb_build_object('until', to_jsonb(new) -> 'as_of'));
    return new;
end $$;

create trigger keep_before before update on live.involvement for each row
    when ((old.level, old.practitioner, old.team, old.telephone, old.started)
              is distinct from (new.level, new.practitioner, new.team, new.telephone, new.started)
          or old.ended is not null and old.ended is distinct from new.ended)
    execute function live.keep_before();
create trigger keep_before before update on live.sensitive_involvement for each row
    when (old.sealed is distinct from new.sealed)
    execute function live.keep_before();
create trigger keep_before before update on live.caf for each row
    when ((old.practitioner, old.neutral_line, old.sealed, old.undertaken)
              is distinct from (new.practitioner, new.neutral_line, new.sealed, new.undertaken))
    execute function live.keep_before();
create trigger keep_before before update on live.lead_professional for each row
    when ((old.practitioner, old.neutral_line, old.sealed, old.since)
              is distinct from (new.practitioner, new.neutral_line, new.sealed, new.since)
          or old.ended is not null and old.ended is distinct from new.ended)
    execute function live.keep_before();
