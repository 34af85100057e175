-- Records of the directory that may be of one child. It is compared with itself all the time (MAT-08), and
-- what comes near waits until somebody has looked. Shielded, archived and sealed records never stand here:
-- they are not compared, and a pair goes when one of its records leaves.

create table live.double (
    id              uuid primary key,
    one             bigint not null,                  -- the lower number
    other           bigint not null,
    one_authority   text not null references local_authority,
    other_authority text not null references local_authority,
    found_on        date not null,
    due_on          date not null,                    -- MAT-07
    sealed          bytea,                            -- domain::matching::Evidence; none where a person told them apart first
    settled_on      date,                             -- of two children
    settled_by      uuid references account,
    settled_as      bytea,                            -- keyed hash of what was compared of the two by then
    unique (one, other),
    check (one < other),
    check ((settled_on is null) = (settled_as is null)),
    check (settled_on is not null or sealed is not null)
);
create index double_by_other on live.double (other);
create index double_of_one_authority on live.double (one_authority, settled_on);
create index double_of_other_authority on live.double (other_authority, settled_on);

-- How far the directory has been compared with itself, all rounds together.
create table cleansing (
    one_row boolean primary key default true check (one_row),
    reached bigint not null
);

grant select, insert, update, delete on live.double, cleansing to contactpoint_app;
grant select on live.double, cleansing to contactpoint_reader;
