// SPDX-License-Identifier: MIT

import { type ReadyLine } from '@sanyam/local-cloud';
import { ownTestCloud } from '@sanyam/test-kit/test-cloud';
import { Database } from '@sanyam/test-kit/database';
import { replaceClock } from '@sanyam/test-kit/movable-clock';
import { type Answer, type Arguments, Persona } from '@sanyam/test-kit/persona';
import { mintToken } from '@sanyam/test-kit/tokens';
import {
    type CloudDocument,
    type DocumentShareList,
    documentShareListSchema,
    type SharedDocument,
    sharedDocumentSchema,
    type SharePermission
} from '@sanyam/types';
import { randomUUID } from 'node:crypto';
import type { Stage } from './describe-on-cloud.js';

export const PERMISSIONS = ['view', 'edit', 'admin'] as const satisfies readonly SharePermission[];

/** Returns an address without an account. */
export function newAddress(): string {
    return `${randomUUID()}@example.com`;
}

export function succeed(answer: Answer): unknown {
    if (answer.error !== null) {
        throw new Error(JSON.stringify(answer.error));
    }
    return answer.data;
}

/** Returns the status and the code of an error, or `[200, 'ok']` for a success. */
export function failureOf({ status, error }: Answer): [number, string] {
    return error === null ? [200, 'ok'] : [status, error.message];
}

/** Counts the answers by error code. Successes count as `ok`. */
export function tally(answers: readonly Answer[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const answer of answers) {
        const [, kind] = failureOf(answer);
        counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
}

/** Signs up a user with a tier that can share documents. */
export async function signUpSharer({ cloud, database }: Pick<Stage, 'cloud' | 'database'>): Promise<Persona> {
    const persona = await Persona.signUp(cloud);
    await database.setTier(persona.id, 'pro');
    return persona;
}

/** Returns a caller with an API key of this user with these scopes. */
export function withScopes(cloud: ReadyLine, persona: Persona, ...scopes: readonly string[]): Persona {
    const claims = { sub: persona.id, role: 'authenticated', sanyam_scopes: scopes };
    return Persona.bearer(cloud, mintToken(claims, cloud.jwtSecret));
}

export async function share(
    owner: Persona,
    { id }: Pick<CloudDocument, 'id'>,
    email: string,
    permission: SharePermission,
    body: Arguments = {}
): Promise<SharedDocument> {
    const answer = await owner.call('share_document', { document_id: id, email, permission, ...body });
    return sharedDocumentSchema.strict().parse(succeed(answer));
}

export async function sharesOf(owner: Persona, { id }: Pick<CloudDocument, 'id'>): Promise<DocumentShareList> {
    return documentShareListSchema.parse(succeed(await owner.call('list_shares', { document_id: id })));
}

/** Whether a user can see a document. @throws Error when reading, listing and selecting it do not agree */
export async function sees(persona: Persona, { id }: Pick<CloudDocument, 'id'>): Promise<boolean> {
    const { error } = await persona.call('read_document', { document_id: id });
    const listed = (await persona.list({ page_size: 100 })).items.some(item => item.id === id);
    const { data } = await persona.client.from('documents').select('id').eq('id', id);
    const answers = [error === null, listed, data?.length === 1];
    if (new Set(answers).size !== 1) {
        throw new Error(`Reading, listing and selecting disagree: ${answers.join()}`);
    }
    return error === null;
}

/** Returns the shares whose stored recipient differs from the user with the address, or whose copy is outdated. */
export async function misdirected(database: Database, emails: readonly string[]): Promise<unknown> {
    return database.query(
        `select s.email, r.recipient_id, h.id as holder
         from public.document_shares s
         left join sanyam_private.share_recipients r on r.share_id = s.id
         left join lateral (
             select u.id from auth.users u
             where u.email = s.email and u.email_confirmed_at is not null and u.id <> s.owner_id
         ) h on true
         where s.email = any ($1) and (
             r.share_id is null or r.recipient_id is distinct from h.id
             or (r.document_id, r.permission, r.expires_at) is distinct from (s.document_id, s.permission, s.expires_at)
         )`,
        [emails]
    );
}

/** The cloud of this process, with a clock that a test can move. */
export interface MovableCloud {
    readonly cloud: ReadyLine;
    readonly database: Database;
    /** Moves the clock forward. */
    pass(interval: string): Promise<void>;
    /** Puts the clock back. */
    close(): Promise<void>;
}

export async function openMovableCloud(): Promise<MovableCloud> {
    const cloud = await ownTestCloud();
    const database = new Database(cloud);
    await database.query(
        `drop table if exists sanyam_private.moved_clock;
         create table sanyam_private.moved_clock (by interval not null);
         grant select on sanyam_private.moved_clock to authenticated, sanyam_api;
         insert into sanyam_private.moved_clock values ('0')`
    );
    const restore = await replaceClock(
        database,
        `language plpgsql volatile set search_path = pg_catalog, pg_temp as
         'begin return clock_timestamp() + (select m.by from sanyam_private.moved_clock m); end;'`
    );
    return {
        cloud,
        database,
        pass: async interval => {
            await database.query('update sanyam_private.moved_clock set by = by + $1', [interval]);
        },
        close: async () => {
            await restore();
            await database.close();
        }
    };
}
