// SPDX-License-Identifier: MIT

import type { Database } from '@sanyam/test-kit/database';
import type { Persona } from '@sanyam/test-kit/persona';
import { type FolderPage, folderPageSchema } from '@sanyam/types';

/** Returns the folder and the name in a path such as `models/a.md`. */
export function placeOf(path: string): { readonly folder: string; readonly name: string } {
    const slash = path.lastIndexOf('/');
    return { folder: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}

/** Returns the path of a document. */
export function pathOf({ folder, name }: { readonly folder: string; readonly name: string }): string {
    return folder === '' ? name : `${folder}/${name}`;
}

/**
 * Inserts documents of an owner, each with one version of `bytes` bytes.
 *
 * @param paths paths such as `models/a.md`
 */
export async function plant(
    database: Database,
    ownerId: string,
    paths: readonly string[],
    { trashed = false, bytes = 0 } = {}
): Promise<void> {
    const places = paths.map(placeOf);
    await database.query(
        `with made as (
            insert into public.documents (
                owner_id, name, folder, language_id, size_bytes, created_at, updated_at, updated_by, deleted_at, deleted_by
            )
            select $1, p.name, p.folder, 'markdown', $5::integer, now(), now(), $1,
                case when $4 then now() end, case when $4 then $1::uuid end
            from unnest($2::text[], $3::text[]) p (folder, name)
            returning id, name, folder
         )
         insert into public.document_versions (
            document_id, version_number, content, origin, created_at, created_by, document_name, document_folder,
            language_id, size_bytes
         )
         select m.id, 1, repeat('x', $5::integer), 'save', now(), $1, m.name, m.folder, 'markdown', $5::integer from made m`,
        [ownerId, places.map(place => place.folder), places.map(place => place.name), trashed, bytes]
    );
}

export function listFolders(persona: Persona, folder: string, cursor: string | null = null): Promise<FolderPage> {
    return persona.expectSuccess(folderPageSchema.strict(), 'list_folders', { folder, cursor });
}
