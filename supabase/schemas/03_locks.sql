-- SPDX-License-Identifier: MIT

-- The advisory locks, each with a number of its own, so that a document, an account and an address never meet. Only
-- this file names the numbers. What a transaction locks, it locks in this order, and of several of one kind in the
-- order of their ids: the text of a document, the accounts, the blocks of an owner, the addresses, the recipients of
-- shares.

-- Locks a document and keeps its owner the same until the end of the transaction. It is an advisory lock, because a
-- function takes it before the account, and what follows from the account (emptying the trash, a job) locks rows.
create function sanyam_private.lock_text(document_id uuid) returns void
language sql volatile
return pg_advisory_xact_lock(uuid_hash_extended(document_id, 2027));
grant execute on function sanyam_private.lock_text(uuid) to sanyam_api;

-- Locks a document if no other transaction has it, and returns whether it does. For a job, which never waits.
create function sanyam_private.try_lock_text(document_id uuid) returns boolean
language sql volatile
return pg_try_advisory_xact_lock(uuid_hash_extended(document_id, 2027));
grant execute on function sanyam_private.try_lock_text(uuid) to sanyam_api;

-- Locks the export of a user if no other transaction has it, and returns whether it does.
create function sanyam_private.try_lock_export(user_id uuid) returns boolean
language sql volatile
return pg_try_advisory_xact_lock(uuid_hash_extended(user_id, 2028));
grant execute on function sanyam_private.try_lock_export(uuid) to sanyam_api;

-- Takes one of the two places for searches of a user, and returns whether it does. There are two, because a search that
-- was canceled runs to its end.
create function sanyam_private.try_lock_search(user_id uuid) returns boolean
language sql volatile
return pg_try_advisory_xact_lock(uuid_hash_extended(user_id, 2030))
    or pg_try_advisory_xact_lock(uuid_hash_extended(user_id, 2031));
grant execute on function sanyam_private.try_lock_search(uuid) to sanyam_api;

-- Keeps an owner's account until the end of the transaction. The end of an account, which deletes its documents before
-- it waits for anybody, must wait for the saves that hold one of them and have yet to lock the account.
create function sanyam_private.keep_account(owner_id uuid) returns void
language sql volatile
return pg_advisory_xact_lock_shared(uuid_hash_extended(owner_id, 2029));
grant execute on function sanyam_private.keep_account(uuid) to sanyam_api;

-- Waits for all transactions that keep an account, before it ends or before many of its documents change at once.
create function sanyam_private.await_saves(owner_id uuid) returns void
language sql volatile
return pg_advisory_xact_lock(uuid_hash_extended(owner_id, 2029));
grant execute on function sanyam_private.await_saves(uuid) to sanyam_api;

-- Keeps what an owner takes over from changing hands until the end of the transaction: a user who blocks the owner at
-- this moment must see it. Users who block or unblock an owner do not wait for each other.
create function sanyam_private.keep_handovers(owner_id uuid) returns void
language sql volatile
return pg_advisory_xact_lock_shared(uuid_hash_extended(owner_id, 2032));
grant execute on function sanyam_private.keep_handovers(uuid) to sanyam_api;

-- Waits for all transactions that block or unblock an owner, before the owner takes over a document.
create function sanyam_private.await_blocks(owner_id uuid) returns void
language sql volatile
return pg_advisory_xact_lock(uuid_hash_extended(owner_id, 2032));

-- Locks an address until the end of the transaction, after the locks of accounts. A share and a sign-up with the same
-- address at the same moment must see each other.
create function sanyam_private.lock_address(address text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(address, 2026));
end;
$$;
grant execute on function sanyam_private.lock_address(text) to sanyam_api;

-- Locks an address if no other transaction has it, and returns whether it does. For a caller that holds recipients.
create function sanyam_private.try_lock_address(address text) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    return pg_try_advisory_xact_lock(hashtextextended(address, 2026));
end;
$$;
