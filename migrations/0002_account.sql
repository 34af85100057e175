-- Accounts, hats and sessions (AUTH-01 … AUTH-09, ACCT-02).

create table account (
    id                  uuid primary key,
    practitioner        uuid not null unique references practitioner,  -- one human per account (AUTH-04)
    user_name           text not null unique check (user_name = lower(user_name)),
    password_hash       text not null,                -- argon2id, PHC string
    pin_hash            text not null,                -- argon2id, PHC string (D-23)
    sealed_token_secret bytea not null,               -- the token's secret under a key held elsewhere (NFR-04)
    last_token_step     bigint not null default 0,    -- a code is used once (AUTH-01)
    state               text not null check (state in
        ('nominated', 'approved', 'active', 'suspended', 'closed', 'refused')),
    vetted_on           date,                         -- D-26: counts for three years
    trained_on          date,
    agreement_signed_on date,
    failures            integer not null default 0,   -- in a row (AUTH-07)
    last_failure_at     timestamptz,
    last_signed_in_at   timestamptz,                  -- AUTH-08
    last_signed_in_from inet
);

-- AUTH-09: a person may hold several roles; a session runs under one (D-09).
create table hat (
    id              uuid primary key,
    account         uuid not null references account,
    role            text not null check (role in (
        'practitioner', 'support-staff', 'manager', 'sensitive-service-practitioner',
        'children-not-receiving-education', 'local-authority-manager', 'data-administrator',
        'account-administrator', 'partner-administrator', 'complaints-manager', 'panel-member',
        'central-team')),
    organisation    uuid not null references organisation,
    team            uuid references team,
    local_authority text references local_authority,
    unique (account, role, organisation)
);

-- AUTH-05: the secret in the cookie is not stored, only its hash. One live session an account.
create table session (
    id               uuid primary key,
    token_hash       bytea not null unique check (length(token_hash) = 32),
    account          uuid not null unique references account,
    hat              uuid references hat,             -- none until one is chosen
    notice_accepted  boolean not null default false,  -- AUTH-08
    started_at       timestamptz not null,
    last_seen_at     timestamptz not null,
    ends_at          timestamptz not null,
    network_address  inet not null,
    last_sign_in_at   timestamptz,                    -- the sign-in before this one, shown in the notice
    last_sign_in_from inet
);

-- A form that could not be accepted, kept for the session so that what was typed comes back with
-- and without JavaScript, and never stands in an address (SRCH-04).
create table returned_form (
    id         uuid primary key,
    session    uuid not null references session on delete cascade,
    form       text not null,
    sealed     bytea not null,                       -- what was typed and what to do about it, encrypted
    expires_at timestamptz not null
);
create index returned_form_by_session on returned_form (session);

grant select, insert, update on account, hat to contactpoint_app;
grant select, insert, update, delete on session, returned_form to contactpoint_app;
