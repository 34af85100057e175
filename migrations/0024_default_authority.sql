-- Who answers for a new record when nothing tells where the child lives and whoever supplied it speaks for
-- no area (TRF-01). Without one no such record is made (GEN-05).

alter table installation add default_authority text references local_authority;
