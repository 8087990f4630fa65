// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import type { Database } from '@sanyam/test-kit/database';
import { Persona } from '@sanyam/test-kit/persona';
import { mintToken } from '@sanyam/test-kit/tokens';
import type { CloudDocument } from '@sanyam/types';

/** Signs up a user with the tier pro, which has every feature except Azure AD. */
export async function signUpPro(cloud: ReadyLine, database: Database): Promise<Persona> {
    const persona = await Persona.signUp(cloud);
    await database.setTier(persona.id, 'pro');
    return persona;
}

/** Creates a document and moves it to the trash. */
export async function trashed(owner: Persona, body: Record<string, unknown> = {}): Promise<CloudDocument> {
    const { id } = await owner.create(body);
    return owner.trash(id);
}

/** Shares a document with an insert, so that the owner's tier does not matter. */
export async function giveShare(
    database: Database,
    document: CloudDocument,
    recipient: Persona,
    permission: 'view' | 'edit' | 'admin'
): Promise<void> {
    await database.query(
        `insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
         values ($1, $2, $3, $4, now(), now())`,
        [document.id, document.owner_id, recipient.email, permission]
    );
}

/** Returns a caller with an API key of this user with these scopes. */
export function keyHolder(cloud: ReadyLine, persona: Persona, scopes: readonly string[]): Persona {
    const claims = { sub: persona.id, role: 'authenticated', sanyam_scopes: scopes };
    return Persona.bearer(cloud, mintToken(claims, cloud.jwtSecret));
}

/** Returns the number of a document's rows in each table. */
export async function rowsOf(database: Database, documentId: string): Promise<unknown> {
    const [row] = await database.query(
        `select
            (select count(*)::integer from public.documents d where d.id = $1) as documents,
            (select count(*)::integer from public.document_versions v where v.document_id = $1) as versions,
            (select count(*)::integer from public.document_shares s where s.document_id = $1) as shares`,
        [documentId]
    );
    return row;
}
