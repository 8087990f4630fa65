// SPDX-License-Identifier: MIT

import { type LaunchedCloud, launchCloud } from '@sanyam/local-cloud';
import { until } from '@sanyam/test-kit/until';
import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { gatewayDatabaseUrl } from './each-way';
import { GatewayProcess } from './gateway-process';
import { GatewayUser } from './gateway-user';
import { environmentOf } from './test-gateway';

/** Clients that save continuously, each to its own document. */
const CLIENTS = 16;

/** Milliseconds within which the gateway must serve again after PostgreSQL is back: many times what it takes. */
const RECOVERY = 60_000;

const savedSchema = z.object({ data: z.object({ id: z.uuid(), version: z.int() }) });

interface Save {
    readonly document_id: string;
    readonly version_number: number;
    readonly content: string;
}

describe('under load', function () {
    let folder: string;
    let cloud: LaunchedCloud;
    let gateway: GatewayProcess;
    let ada: GatewayUser;
    let documents: string[];
    /** Stops the load of a test, with the first error. */
    let end: AbortController;

    beforeEach(async () => {
        end = new AbortController();
        folder = await mkdtemp(join(tmpdir(), 'sanyam-gateway-kill-'));
        cloud = await launchCloud({ dataFolder: join(folder, 'data'), gateway: false, defaultTier: 'enterprise' });
        gateway = await GatewayProcess.start(environment());
        ada = await GatewayUser.signUp(cloud.ready, gateway.url);
        documents = await Promise.all(Array.from({ length: CLIENTS }, () => ada.create()));
    });
    afterEach(async () => {
        end.abort(new Error('The test is over.'));
        await gateway.kill('SIGTERM');
        await cloud.stop();
        await rm(folder, { recursive: true, force: true });
    });

    function environment(port = '0'): Record<string, string> {
        const { ready } = cloud;
        return { ...environmentOf(ready), DATABASE_URL: gatewayDatabaseUrl(ready), SANYAM_JOBS: 'off', PORT: port };
    }

    /**
     * Saves until `stop` is called. Every answer must be a confirmed save, a 503 or a dropped connection. Any other
     * answer stops all clients and rejects the waits of the test.
     */
    function load(): { acknowledged: Save[]; answers: Map<string, number>; stop(): Promise<void> } {
        const acknowledged: Save[] = [];
        const answers = new Map<string, number>();
        const { signal } = end;
        let stopped = false;
        const client = async (documentId: string): Promise<void> => {
            for (let number = 0; !stopped && !signal.aborted; number++) {
                const content = `${documentId} ${number} ${'x'.repeat(2000)}`;
                const answer = await ada
                    .send('PUT', `/api/v1/documents/${documentId}`, { json: { content } })
                    .catch(() => undefined);
                const outcome = answer === undefined ? 'dropped' : String(answer.status);
                answers.set(outcome, (answers.get(outcome) ?? 0) + 1);
                if (answer?.status === 200) {
                    const { id, version } = savedSchema.parse(answer.body).data;
                    acknowledged.push({ document_id: id, version_number: version, content });
                } else {
                    expect(outcome).to.be.oneOf(['dropped', '503']);
                    expect(answer === undefined || Number(answer.headers.get('Retry-After')) > 0).to.equal(true);
                    // A client waits before it retries.
                    await delay(20);
                }
            }
        };
        const clients = Promise.all(documents.map(client));
        clients.catch((error: unknown) => end.abort(error));
        return {
            acknowledged,
            answers,
            stop: async () => {
                stopped = true;
                await clients;
            }
        };
    }

    /** Returns the confirmed saves that the database does not have. */
    async function lostOf(acknowledged: readonly Save[]): Promise<unknown[]> {
        const owner = new pg.Client(cloud.ready.databaseUrl);
        await owner.connect();
        const { rows } = await owner.query(
            `select a.document_id, a.version_number
             from jsonb_to_recordset($1) a (document_id uuid, version_number integer, content text)
             where not exists (
                 select from public.document_versions v
                 where (v.document_id, v.version_number, v.content) = (a.document_id, a.version_number, a.content)
             )`,
            [JSON.stringify(acknowledged)]
        );
        await owner.end();
        return rows;
    }

    it('a killed gateway loses no confirmed save, and the next one continues at its address', async () => {
        const { acknowledged, answers, stop } = load();
        await until(() => acknowledged.length > 100, end.signal);
        await gateway.kill();
        const before = acknowledged.length;
        gateway = await GatewayProcess.start(environment(new URL(gateway.url).port));
        await until(() => acknowledged.length > before + 100, end.signal);
        await stop();
        expect(answers.get('dropped')).to.be.greaterThan(0);
        expect(await lostOf(acknowledged)).to.deep.equal([]);
    });

    it('a killed PostgreSQL loses no confirmed save, and the gateway serves again when it is back', async () => {
        const { acknowledged, answers, stop } = load();
        await until(() => acknowledged.length > 100, end.signal);
        await cloud.kill();
        await until(() => (answers.get('503') ?? 0) > CLIENTS, end.signal);
        expect(gateway.isRunning).to.equal(true);
        expect((await fetch(`${gateway.url}/healthz`)).status).to.equal(200);
        expect((await fetch(`${gateway.url}/readyz`)).status).to.equal(503);

        cloud = await launchCloud({
            dataFolder: join(folder, 'data'),
            gateway: false,
            defaultTier: 'enterprise',
            successorOf: cloud.ready
        });
        const [before, start] = [acknowledged.length, performance.now()];
        await until(() => acknowledged.length > before || performance.now() - start > RECOVERY, end.signal);
        expect(acknowledged.length).to.be.greaterThan(before);
        await until(() => acknowledged.length > before + 100, end.signal);
        await stop();
        expect((await fetch(`${gateway.url}/readyz`)).status).to.equal(200);
        expect(await lostOf(acknowledged)).to.deep.equal([]);
    });
});
