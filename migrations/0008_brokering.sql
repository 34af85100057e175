-- Requests to be contacted by a sensitive service (BRK-01 … BRK-07), and questions about shielded
-- records (D-02, SHLD-10). Codes, identifiers and days alone: why somebody asks, in words, stands in
-- the trail (GEN-03), and which service is meant stands sealed where its entry is (SENS-04).

-- The sensitive services of live records, until which day each counts: those recorded as such, and
-- those whose service was flagged after they were recorded (SENS-01).
create view live.sensitive_entry as
    select e.id, e.child, e.owner, least(e.visible_until, c.leaves_live_on) as visible_until
    from live.sensitive_involvement e join live.child c on c.child = e.child
    union all
    select i.id, i.child, i.owner, least(i.visible_until, c.leaves_live_on)
    from live.involvement i
    join live.child c on c.child = i.child
    join service s on s.id = i.service
    join service_type k on k.code = s.service_type
    where k.sensitive or s.sensitive;

create table live.brokering_request (
    id           uuid primary key,
    child        bigint not null,
    kind         text not null check (kind in ('sensitive-service', 'enquiry')),
    requester    uuid not null references account,
    organisation uuid not null references organisation,  -- in whose name it is asked
    telephone    text not null,                          -- where whoever asks can be reached
    reason       text not null,                          -- domain::reason::ReasonCode
    received_by  text references local_authority,        -- the requester's; none for national bodies
    waits_with   text not null references local_authority,  -- whose managers have its tasks (D-10)
    state        text not null check (state in (
        'received', 'with-responsible', 'passed-on',
        'contact-expected', 'no-contact', 'withdrawn', 'nothing-left')),
    asked_on     date not null,
    due_on       date not null,                          -- T-10: the next step of a management team
    ended_on     date,
    check ((ended_on is null) = (state in ('received', 'with-responsible', 'passed-on')))
);
-- A form sent twice asks once.
create unique index brokering_request_open on live.brokering_request (requester, child, kind)
    where ended_on is null;
create index brokering_request_by_child on live.brokering_request (child) where ended_on is null;
create index brokering_request_by_requester on live.brokering_request (requester, asked_on);

-- BRK-05: one request at each of the services. Nobody but the responsible managers ever learns how
-- many there are.
create table live.brokering_leg (
    id          uuid primary key,
    request     uuid not null references live.brokering_request,
    entry       uuid not null,                           -- live.sensitive_entry
    off_system  boolean not null,                        -- BRK-06: nobody of the service has an account
    told_on     date,                                    -- BRK-06: the day a manager told the service
    state       text not null check (state in (
        'passed-on', 'chased', 'declined', 'will-contact', 'ended')),
    passed_on   date not null,
    due_on      date not null,                           -- T-10: the service's answer
    answered_on date,
    unique (request, entry),
    check ((answered_on is null) = (state in ('passed-on', 'chased', 'ended')))
);
create index brokering_leg_open on live.brokering_leg (entry) where state in ('passed-on', 'chased');
create index brokering_leg_due on live.brokering_leg (due_on) where state = 'passed-on';

-- Who is left to answer an open request, and until when: the services of the record before it is
-- passed on, the services asked afterwards, and for an enquiry whoever answers for the record.
create view live.brokering_left as
    select r.id as request, e.visible_until
    from live.brokering_request r join live.sensitive_entry e on e.child = r.child
    where r.kind = 'sensitive-service' and r.state in ('received', 'with-responsible')
    union all
    select l.request, e.visible_until
    from live.brokering_leg l join live.sensitive_entry e on e.id = l.entry
    where l.state in ('passed-on', 'chased')
    union all
    select r.id, c.leaves_live_on
    from live.brokering_request r join live.child c on c.child = r.child
    where r.kind = 'enquiry' and r.state in ('received', 'with-responsible');

grant select, insert, update, delete on live.brokering_request, live.brokering_leg to contactpoint_app;
grant select on live.sensitive_entry, live.brokering_left to contactpoint_app;
grant select on live.brokering_request, live.brokering_leg, live.sensitive_entry, live.brokering_left
    to contactpoint_reader;
