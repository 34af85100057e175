-- What was agreed with a source can be agreed anew (FEED-03): what stands takes the place of what stood, and
-- the trail keeps both.
grant update on source_agreement to contactpoint_app;

-- Nothing asks for what an account sent in.
drop index live.proposed_change_by_account;
