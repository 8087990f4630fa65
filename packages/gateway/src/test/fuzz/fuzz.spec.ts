// SPDX-License-Identifier: MIT

import { depth } from '@sanyam/test-kit/test-depth';
import { type ApiKeyScope, apiKeyScopeSchema } from '@sanyam/types';
import { giveOwnTier } from '@sanyam/test-kit/tiers';
import { mintToken } from '@sanyam/test-kit/tokens';
import { expect } from 'chai';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { z } from 'zod';
import { type Contract, judgeBy, readContract } from '../contract';
import { startDirectGateway } from '../each-way';
import { type GatewayStage, stageGateway } from '../gateway-stage';
import { type Answer, errorOf, send } from '../gateway-user';
import { sendRaw } from '../raw-request';
import { type FuzzRequest, type Pool, requestsOf } from './request-arbitrary';
import { Wire } from './wire';

/**
 * The number of requests. A failure prints its seed and path: `SANYAM_FUZZ_SEED=<seed> SANYAM_FUZZ_PATH=<path>` repeats
 * them.
 */
const { SANYAM_FUZZ_RUNS: RUNS, SANYAM_FUZZ_SEED: SEED, SANYAM_FUZZ_PATH: PATH } = process.env;
const REQUESTS = Number(RUNS ?? depth(5000));

/** Requests in a batch. Each batch waits for its slowest request. */
const STEP = 100;

/** The number of connections for the requests. */
const CONNECTIONS = 16;

/** The number of requests with bytes that are changed on the wire. */
const BROKEN = Math.ceil(REQUESTS / 20);

/** Sends this many values in batches. Does not shrink a failing batch, because the error names the failing request. */
async function assertFor<Value>(count: number, values: fc.Arbitrary<Value>, send: (value: Value) => Promise<void>) {
    const step = fc.array(values, { minLength: STEP, maxLength: STEP });
    const property = fc.asyncProperty(step, async all => void (await Promise.all(all.map(send))));
    const { failed, seed, counterexamplePath, errorInstance } = await fc.check(property, {
        numRuns: Math.ceil(count / STEP),
        endOnFailure: true,
        ...(SEED !== undefined && { seed: Number(SEED) }),
        ...(PATH !== undefined && { path: PATH })
    });
    if (failed) {
        const again = `SANYAM_FUZZ_SEED=${seed} SANYAM_FUZZ_PATH=${counterexamplePath}`;
        // Mocha's workers send no causes to the run.
        throw new Error(`To repeat the failure, set ${again}. ${inspect(errorInstance)}`);
    }
}

describe('a random request', () => {
    const stage = stageGateway('pro', startDirectGateway);
    let contract: Contract;
    let pool: Pool;
    let wire: Wire;
    let judge: (operationId: string, answer: Answer) => void;
    /** The Authorization header by the name of its caller. */
    const tokens: Record<string, string | undefined> = { nobody: undefined };

    before(async () => {
        contract = await readContract(stage.gateway.url);
        judge = judgeBy(contract);
        wire = new Wire(stage.gateway.url, CONNECTIONS);
        await giveRoom(stage);
        Object.assign(tokens, await makeTokens(stage));
        pool = await makePool(stage, Object.keys(tokens));
    });
    after(() => wire.close());
    afterEach('the gateway serves and has logged no error', async () => {
        expect(stage.gateway.logged.filter(line => line['level'] === 50)).to.deep.equal([]);
        expect((await send(stage.gateway.url, 'GET', '/readyz')).status).to.equal(200);
        expect((await stage.ada.send('GET', '/api/v1/me')).status).to.equal(200);
    });

    it(`gets a documented answer, ${REQUESTS} times [FR-115]`, async function () {
        this.timeout(600_000);
        await assertFor(REQUESTS, requestsOf(contract, pool), expectDocumented);
    });

    it(`with broken bytes gets an answer, ${BROKEN} times`, async function () {
        this.timeout(600_000);
        const lines = [
            'GET /api/v1/documents?limit=5 HTTP/1.1',
            'Host: gateway',
            `Authorization: ${tokens['user']}`,
            'If-Match: "1"'
        ];
        const text = lines.join('\r\n');
        const change = fc.record({ at: fc.nat(text.length - 1), byte: fc.integer({ min: 0, max: 255 }) });
        await assertFor(BROKEN, fc.array(change, { minLength: 1, maxLength: 4 }), async changes => {
            const bytes = [...text];
            changes.forEach(({ at, byte }) => (bytes[at] = String.fromCharCode(byte)));
            const answer = await sendRaw(stage.gateway.url, `${bytes.join('')}\r\n\r\n`);
            expect(answer, JSON.stringify(changes)).to.match(/^HTTP\/1\.1 (200|204|400|401|404|405|422|431|505) /);
            expect(answer).to.match(/^x-request-id: /im);
        });
    });

    async function expectDocumented(request: FuzzRequest): Promise<void> {
        try {
            judgeAnswer(request, await sendInTurn(request));
        } catch (cause) {
            const { body, ...rest } = request;
            const short = { ...rest, body: body?.slice(0, 1000) };
            throw new Error(`The failing request: ${JSON.stringify(short)}`, { cause });
        }
    }

    let lastExport: Promise<unknown> = Promise.resolve();

    /** Sends one export at a time. An export of several pages is cut off when the user begins another one. */
    function sendInTurn(request: FuzzRequest): Promise<Answer> {
        const sendNow = () => wire.send(request, tokens[request.as]);
        if (request.operationId !== 'account.export') {
            return sendNow();
        }
        const answer = lastExport.then(sendNow);
        lastExport = answer.catch(() => undefined);
        return answer;
    }

    function judgeAnswer(request: FuzzRequest, answer: Answer): void {
        expect(answer.headers.has('X-Request-Id'), 'X-Request-Id').to.equal(true);
        expect(answer.status, answer.text).not.to.equal(500);
        if (answer.status === 503) {
            expect(errorOf(answer).code).to.equal('CLOUD_NOT_CONFIGURED');
        }
        if (request.isAddressed) {
            judge(request.operationId, answer);
        } else if (request.method === 'OPTIONS' && answer.status !== 400) {
            // A request line with bytes outside of ASCII gets 400, whatever its method.
            expect(answer.status).to.equal(204);
        } else if (request.method === 'HEAD') {
            expect(answer.text).to.equal('');
            expect(answer.status).to.be.oneOf([200, 304, 400, 401, 403, 404, 405, 422, 503]);
        } else if (answer.status >= 400) {
            const { code, message } = errorOf(answer);
            expect(message).not.to.equal('');
            expect(answer.headers.has('Allow')).to.equal(code === 'METHOD_NOT_ALLOWED');
        }
    }
});

/** Gives the user a tier whose only low limit is the document size. */
async function giveRoom({ cloud, ada }: GatewayStage): Promise<void> {
    await giveOwnTier(
        cloud,
        ada.id,
        {
            max_documents: null,
            max_storage_bytes: null,
            max_document_size_bytes: 100_000,
            api_rate_limit_per_hour: 10_000_000
        },
        'pro'
    );
}

const idSchema = z.object({ data: z.looseObject({ id: z.string(), secret: z.string().optional() }) });

async function makeTokens({ cloud, ada }: GatewayStage): Promise<Record<string, string>> {
    const makeKey = async (scopes: ApiKeyScope[]) => {
        const { body } = await ada.send('POST', '/api/v1/api-keys', { json: { name: 'a key', scopes } });
        return `Bearer ${idSchema.parse(body).data.secret}`;
    };
    const inAnHour = Math.floor(Date.now() / 1000) + 3600;
    const sign = (claims: Record<string, unknown>, secret = cloud.jwtSecret) =>
        `Bearer ${mintToken({ role: 'authenticated', sub: ada.id, exp: inAnHour, ...claims }, secret)}`;
    return {
        user: `Bearer ${ada.token}`,
        'a key for everything': await makeKey(apiKeyScopeSchema.options),
        'a key for shares': await makeKey(['shares:read']),
        'the service role': sign({ role: 'service_role' }),
        'a forger': sign({}, 'another secret that is long enough'),
        'somebody unknown': sign({ sub: randomUUID() }),
        'another scheme': 'Basic YTpi',
        nonsense: 'Bearer a.b.c'
    };
}

async function makePool({ ada }: GatewayStage, names: string[]): Promise<Pool> {
    const documentIds: string[] = [];
    const shareIds: string[] = [];
    const keyIds: string[] = [];
    for (let index = 0; index < 20; index++) {
        const id = await ada.create({ content: `text ${index}` });
        const path = `/api/v1/documents/${id}`;
        await ada.send('PUT', path, { json: { content: `other text ${index}` } });
        const share = await ada.send('POST', `${path}/shares`, {
            json: { email: 'bob@example.com', permission: 'view' }
        });
        const key = await ada.send('POST', '/api/v1/api-keys', { json: { name: 'k', scopes: ['documents:read'] } });
        documentIds.push(id);
        shareIds.push(idSchema.parse(share.body).data.id);
        keyIds.push(idSchema.parse(key.body).data.id);
    }
    const page = await ada.send('GET', '/api/v1/documents?limit=2');
    const { next_cursor: cursor } = z
        .object({ pagination: z.object({ next_cursor: z.string() }) })
        .parse(page.body).pagination;
    const changed = [
        cursor,
        `${cursor}A`,
        cursor.slice(1),
        cursor.slice(0, -4),
        cursor.toLowerCase(),
        Buffer.from('{}').toString('base64')
    ];
    const good = Array.from({ length: 14 }, () => 'user');
    return {
        documentIds,
        shareIds,
        ownerIds: [ada.id, randomUUID()],
        keyIds,
        cursors: changed,
        tokens: [...good, 'a key for everything', ...names]
    };
}
