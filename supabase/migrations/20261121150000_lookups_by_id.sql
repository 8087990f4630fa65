-- SPDX-License-Identifier: MIT

-- Nearly every statement finds a document and its owner by their ids. A B-tree is searched from its root, one page deeper
-- for each few hundred times as many rows; a hash index looks at one page, however many there are. The primary keys
-- stay: a hash index cannot make a column unique.
create index documents_by_id on public.documents using hash (id);
create index users_by_id on public.user_profiles using hash (id);
