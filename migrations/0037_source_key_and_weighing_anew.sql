-- Keys of sources are kept on a page (FEED-12): each is known by its fingerprint, so that none is registered
-- twice, and none again that was withdrawn; and by the day on which it was last used, so that whoever keeps
-- the source sees which of two has taken over.

alter table feed.key
    add column fingerprint  bytea,                    -- SHA-256 of the key itself
    add column last_used_on date;                     -- the last day of a token that was accepted

update feed.key
set fingerprint = sha256(decode(substring(public_key from '-----BEGIN [^-]*-----([^-]*)-----END'), 'base64'));

alter table feed.key alter column fingerprint set not null;
create index key_by_fingerprint on feed.key (fingerprint);

-- What waits for review beside a record that leaves the directory waits on, beside nobody, until it has been
-- weighed anew without it (MAT-02).

alter table live.quarantined_row
    alter column child drop not null,
    add check (child is not null or (for_review and not returned));
create index quarantined_row_to_weigh on live.quarantined_row (source) where child is null;
