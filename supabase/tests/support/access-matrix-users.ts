// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import type { Database } from '@sanyam/test-kit/database';
import { Persona } from '@sanyam/test-kit/persona';
import { mintToken } from '@sanyam/test-kit/tokens';
import { addUsers, type User } from '@sanyam/test-kit/users';
import { randomUUID } from 'node:crypto';
import type { PersonaName } from './access-matrix.js';

/** The owner, the data of the owner, and the other users. */
export interface Scene {
    readonly owner: User;
    readonly sharers: Readonly<Record<'view' | 'edit' | 'admin', User>>;
    readonly stranger: User;
    readonly documentId: string;
    readonly trashedId: string;
    readonly viewShareId: string;
    readonly keyId: string;
    readonly sessionId: string;
}

/** Creates a scene in which every user has the tier pro. */
export async function setScene(database: Database): Promise<Scene> {
    const [owner, view, edit, admin, stranger] = await addUsers(database, 5, 'pro');
    if (!owner || !view || !edit || !admin || !stranger) {
        throw new Error('addUsers returned fewer than five users.');
    }
    const scene = {
        owner,
        sharers: { view, edit, admin },
        stranger,
        documentId: randomUUID(),
        trashedId: randomUUID(),
        viewShareId: randomUUID(),
        keyId: randomUUID(),
        sessionId: randomUUID()
    };
    await database.query(
        `insert into public.documents (id, owner_id, name, language_id, size_bytes, version, version_count, created_at,
            updated_at, updated_by, deleted_at, deleted_by, folder)
         select d.id, $1, 'notes.md', 'markdown', 3, 2, 2, now(), now(), $1,
            case when d.trashed then now() end, case when d.trashed then $1::uuid end,
            case when d.trashed then '' else 'models' end
         from (values ($2::uuid, false), ($3::uuid, true)) d (id, trashed)`,
        [owner.id, scene.documentId, scene.trashedId]
    );
    await database.query(
        `insert into public.document_versions (document_id, version_number, content, origin, created_at, created_by,
            document_name, language_id, size_bytes)
         select d.id, n, 'a b', 'save', now(), $1, 'notes.md', 'markdown', 3
         from unnest(array[$2::uuid, $3]) d (id), generate_series(1, 2) n`,
        [owner.id, scene.documentId, scene.trashedId]
    );
    await database.query(
        `insert into public.document_shares (id, document_id, owner_id, email, permission, created_at, updated_at)
         select case when d.id = $2 and s.permission = 'view' then $4::uuid else gen_random_uuid() end,
            d.id, $1, s.email, s.permission, now(), now()
         from unnest(array[$2::uuid, $3]) d (id)
         cross join (values ($5, 'view'), ($6, 'edit'), ($7, 'admin')) s (email, permission)`,
        [owner.id, scene.documentId, scene.trashedId, scene.viewShareId, view.email, edit.email, admin.email]
    );
    await database.query(
        `insert into public.api_keys (id, user_id, name, prefix, scopes, created_at)
         values ($1, $2, 'robot', '01234567', '{documents:read}', now())`,
        [scene.keyId, owner.id]
    );
    await database.query(
        `insert into sanyam_private.ownership_offers (document_id, email, offered_at, expires_at)
         values ($1, $2, now(), now() + interval '1 day')`,
        [scene.documentId, edit.email]
    );
    await database.query('insert into auth.sessions (id, user_id) values ($1, $2)', [scene.sessionId, owner.id]);
    return scene;
}

/** Returns a persona of the scene with a real token. */
export function enter(cloud: ReadyLine, scene: Scene, name: PersonaName): Persona {
    const user = (id: string, claims: object = {}): Persona =>
        Persona.bearer(cloud, mintToken({ sub: id, role: 'authenticated', ...claims }, cloud.jwtSecret));
    switch (name) {
        case 'owner':
            return user(scene.owner.id);
        case 'view':
        case 'edit':
        case 'admin':
            return user(scene.sharers[name].id);
        case 'stranger':
            return user(scene.stranger.id);
        case 'anon':
            return Persona.anonymous(cloud);
        case 'system':
            return Persona.serviceRole(cloud);
        default:
            return user(scene.owner.id, { sanyam_scopes: [name], sanyam_key_name: 'robot' });
    }
}
