-- Figures to plan services by, counted once a week (STA-01, STA-02): numbers alone, no child and no
-- account. What is shown of them is rounded, and small numbers are left out, when they are read
-- (domain::statistics, STA-03).

create table statistic (
    week            date not null check (extract(isodow from week) = 1),  -- its Monday
    local_authority text references local_authority,   -- none: England, shielded children among them (STA-05)
    counted_on      date not null check (counted_on >= week + 7),
    band            text not null,                      -- domain::statistics::AgeBand
    children        bigint not null check (children >= 0),
    supported       bigint not null check (supported >= 0),   -- with a specialist or targeted service
    assessed        bigint not null check (assessed >= 0),    -- with a holder of a common assessment
    led             bigint not null check (led >= 0),         -- with a lead professional
    unique nulls not distinct (week, local_authority, band)
);

grant select, insert on statistic to contactpoint_app;
grant select on statistic to contactpoint_reader;
