// SPDX-License-Identifier: MIT

import { type LaunchedCloud, launchCloud } from '@sanyam/local-cloud';
import { depth } from '@sanyam/test-kit/test-depth';
import { Database } from '@sanyam/test-kit/database';
import { addUsers } from '@sanyam/test-kit/users';
import { cloudDocumentSchema } from '@sanyam/types';
import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recount } from './support/recount.js';
import { SessionPool } from './support/session-pool.js';

const KILLS = depth(10, 2);
const SAVES = 200;
const OWNERS = 20;
/** Each connection has its own server process. */
const CONNECTIONS = 20;

interface Saved {
    readonly document_id: string;
    readonly version_number: number;
    readonly content: string;
}

describe('PostgreSQL killed during saves', () => {
    let folder: string;
    let running: LaunchedCloud | undefined;
    before(async () => {
        folder = await mkdtemp(join(tmpdir(), 'sanyam-kill-'));
    });
    after(async () => {
        await running?.stop();
        await rm(folder, { recursive: true, force: true });
    });

    async function start(): Promise<{ cloud: LaunchedCloud; database: Database }> {
        const cloud = await launchCloud({ dataFolder: join(folder, 'data'), gateway: false });
        running = cloud;
        return { cloud, database: new Database(cloud.ready) };
    }

    /** Sends many saves at once, and kills PostgreSQL after this many answers. Returns the acknowledged saves. */
    async function saveUntilKilled(
        cloud: LaunchedCloud,
        documents: ReadonlyMap<string, string>,
        round: number,
        killAfter: number
    ): Promise<Saved[]> {
        const sessions = new SessionPool(cloud.ready, CONNECTIONS);
        const ids = [...documents];
        const acknowledged: Saved[] = [];
        let killed: Promise<void> | undefined;
        const save = async (number: number): Promise<void> => {
            const [documentId = '', ownerId = ''] = ids[number % ids.length] ?? [];
            const content = `round ${round}, save ${number}: ${'x'.repeat(number * 20)}`;
            const claims = { role: 'authenticated', sub: ownerId } as const;
            const answer = await sessions.call(claims, 'save_document', { document_id: documentId, content });
            if (answer.ok) {
                const { version } = cloudDocumentSchema.parse(answer.value);
                acknowledged.push({ document_id: documentId, version_number: version, content });
            }
            if (acknowledged.length >= killAfter) {
                killed ??= cloud.kill();
            }
        };
        // A save without an answer may be stored or not.
        await Promise.allSettled(Array.from({ length: SAVES }, (_, number) => save(number)));
        expect(killed, 'the kill').not.to.equal(undefined);
        await killed;
        await sessions.close();
        return acknowledged;
    }

    it(`keeps every acknowledged save and no partial one, killed ${KILLS} times`, async function () {
        // A round takes 3 seconds, and ten times as long while all cores are busy.
        this.timeout(KILLS * 60_000);
        let { cloud, database } = await start();
        for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
            expect(await database.query(`show ${setting}`)).to.deep.equal([{ [setting]: 'on' }]);
        }
        const documents = new Map<string, string>();
        const sessions = new SessionPool(cloud.ready, 1);
        for (const { id } of await addUsers(database, OWNERS, 'enterprise')) {
            const body = { name: 'notes.md', language_id: 'markdown' };
            const answer = await sessions.call({ role: 'authenticated', sub: id }, 'create_document', body);
            documents.set(cloudDocumentSchema.parse(answer.ok && answer.value).id, id);
        }
        await sessions.close();
        const acknowledged: Saved[] = [];
        for (let round = 0; round < KILLS; round++) {
            // The kills range from soon after the start to shortly before the end.
            const killAfter = 1 + Math.floor(((round + 0.5) * (SAVES * 0.8)) / KILLS);
            acknowledged.push(...(await saveUntilKilled(cloud, documents, round, killAfter)));
            await database.close();
            await cloud.stop();
            ({ cloud, database } = await start());

            const lost = await database.query(
                `select a.* from jsonb_to_recordset($1) a (document_id uuid, version_number integer, content text)
                 where not exists (
                     select from public.document_versions v
                     where (v.document_id, v.version_number, v.content) = (a.document_id, a.version_number, a.content)
                 )`,
                [JSON.stringify(acknowledged)]
            );
            expect(lost).to.deep.equal([]);
            expect(await recount(database, [...documents.values()])).to.deep.equal({});
            const gaps = await database.query('select d.id from public.documents d where d.version_count <> d.version');
            expect(gaps).to.deep.equal([]);
            expect(await database.query('select count(*)::integer as count from public.documents')).to.deep.equal([
                { count: documents.size }
            ]);
        }
        await database.close();
        expect(acknowledged.length).to.be.greaterThan(KILLS);
    });
});
