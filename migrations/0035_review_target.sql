-- Within how many working days an authority settles whom doubtful rows are about, as the central team sets
-- it (MAT-07). An authority that has no row has the usual time.

create table review_target (
    local_authority text primary key references local_authority,
    working_days    smallint not null check (working_days between 1 and 60)
);

grant select, insert, update, delete on review_target to contactpoint_app;
grant select on review_target to contactpoint_reader;
