// SPDX-License-Identifier: MIT

import { GatewayUser } from '@sanyam/gateway/lib/test/gateway-user';
import { startTestGateway, type TestGateway } from '@sanyam/gateway/lib/test/test-gateway';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { failureOf } from '@sanyam/test-kit/failure';
import { expect } from 'chai';
import { type Clock, systemClock } from '../client/clock';
import type { ConnectionOptions } from '../client/connection';
import { SanyamClient } from '../client/sanyam-client';
import { ConflictError, RateLimitError, SanyamError } from '../client/sanyam-error';
import { LeapingClock } from './leaping-clock';
import { type ScriptedServer, startScriptedServer, type Step } from './scripted-server';

const busy: Step = {
    status: 503,
    headers: { 'Retry-After': '0' },
    body: { error: { code: 'SERVICE_UNAVAILABLE', message: 'Not now.' } }
};

function exceeded(retryAfter: string): Step {
    const details = { limit: 100, reset_at: '2026-11-21T13:00:00Z' };
    return {
        status: 429,
        headers: { 'Retry-After': retryAfter },
        body: { error: { code: 'RATE_LIMIT_EXCEEDED', message: 'Used up.', details } }
    };
}

const note = { name: 'notes.md', language_id: 'markdown', content: 'first' };

describe('a call that fails temporarily', () => {
    let gateway: TestGateway;
    let ada: GatewayUser;
    let direct: SanyamClient;

    before(async () => {
        const cloud = await testCloud();
        gateway = await startTestGateway(cloud);
        ada = await GatewayUser.signUp(cloud, gateway.url);
        await ada.setTier('pro');
        direct = new SanyamClient({ url: gateway.url, token: ada.token });
    });
    after(() => gateway.stop());

    async function behind<Result>(
        script: Step[],
        use: (client: SanyamClient, server: ScriptedServer, clock: LeapingClock) => Promise<Result>,
        options: Partial<ConnectionOptions> = {}
    ): Promise<Result> {
        const server = await startScriptedServer(script, gateway.url);
        const clock = new LeapingClock();
        try {
            return await use(new SanyamClient({ url: server.url, token: ada.token, clock, ...options }), server, clock);
        } finally {
            await server.stop();
        }
    }

    it('is repeated after 429, 502, 503 and 504, and after a dropped connection', async () => {
        const script: Step[] = [exceeded('0'), busy, { status: 502, body: '<html>' }, { status: 504 }, 'drop'];
        await behind(script, async (client, { received }) => {
            expect((await client.account()).profile.id).to.equal(ada.id);
            expect(received).to.have.length(6);
        });
    });

    it('waits as long as Retry-After says, in seconds or as a date', async () => {
        await behind([exceeded('7')], async (client, _server, { waits }) => {
            await client.tiers();
            expect(waits).to.have.length(1);
            expect(waits[0]).to.be.within(7000, 7250);
        });
        const date = new Date(Date.now() + 3_600_000);
        const options = { maxWait: 7_200_000 };
        const inTime = async (client: SanyamClient, _server: ScriptedServer, { waits }: LeapingClock) => {
            const longest = date.getTime() - Date.now() + 250;
            await client.tiers();
            expect(waits).to.have.length(1);
            // A date in a header has no milliseconds.
            expect(waits[0]).to.be.within(date.getTime() - Date.now() - 1000, longest);
        };
        await behind([exceeded(date.toUTCString())], inTime, options);
    });

    it('fails at once when the wait would exceed the caller’s limit', async () => {
        await behind([exceeded('3600')], async (client, { received }) => {
            const failure = await failureOf(client.account(), RateLimitError);
            expect(failure).to.include({ code: 'RATE_LIMIT_EXCEEDED', status: 429, limit: 100, retryAfter: 3_600_000 });
            expect(received).to.have.length(1);
        });
    });

    it('is sent only once without a wait', async () => {
        await behind(
            [busy, busy],
            async (client, { received }) => {
                expect((await failureOf(client.account(), SanyamError)).code).to.equal('SERVICE_UNAVAILABLE');
                expect(received).to.have.length(1);
            },
            { maxWait: 0 }
        );
    });

    it('fails with the last error when the caller’s limit is over', async () => {
        await behind(
            Array.from({ length: 20 }, () => busy),
            async (client, { received }, clock) => {
                expect((await failureOf(client.tiers(), SanyamError)).status).to.equal(503);
                // Five or six waits of 250, 500, … 8,000 ms, each less up to a half, fit into the time.
                expect(received.length).to.be.within(6, 7);
                expect(clock.waits).to.have.length(received.length - 1);
                expect(clock.now()).to.be.at.most(10_000);
            },
            { maxWait: 10_000 }
        );
    });

    it('ends during a wait when its signal aborts', async () => {
        const controller = new AbortController();
        const reason = new Error('enough');
        const clock: Clock = {
            now: systemClock.now,
            pause: (milliseconds, signal) => {
                const ended = systemClock.pause(milliseconds, signal);
                controller.abort(reason);
                return ended;
            }
        };
        const call = async (client: SanyamClient, { received }: ScriptedServer) => {
            expect(await failureOf(client.account({ signal: controller.signal }), Error)).to.equal(reason);
            expect(received).to.have.length(1);
        };
        await behind([exceeded('20')], call, { clock });
    });

    it('creates one document when the first answer was lost', async () => {
        const name = `once-${ada.id}.md`;
        await behind(['pass and lose the answer'], async (client, { received }) => {
            const document = await client.documents.create({ ...note, name });
            const [first, second] = received.map(({ headers }) => headers.get('Idempotency-Key'));
            expect(second)
                .to.match(/^[0-9a-f]{32}$/)
                .and.to.equal(first);
            const all = await direct.documents.list({ q: name }).toArray();
            expect(all.map(({ id }) => id)).to.deep.equal([document.id]);
        });
    });

    it('creates and revokes a share once when the first answer was lost', async () => {
        const { id } = await direct.documents.create(note);
        const bob = { email: 'bob@example.com', permission: 'view' } as const;
        const share = await behind(['pass and lose the answer'], client => client.shares.create(id, bob));
        expect((await direct.shares.list(id).toArray()).map(each => each.id)).to.deep.equal([share.id]);
        await behind(['pass and lose the answer'], client => client.shares.revoke(id, share.id));
        expect(await direct.shares.list(id).toArray()).to.deep.equal([]);
        const failure = await failureOf(direct.shares.revoke(id, share.id), SanyamError);
        expect(failure.code).to.equal('SHARE_NOT_FOUND');
    });

    it('fails instead of creating a second API key when the answer was lost', async () => {
        await behind(['pass and lose the answer'], async (client, { received }) => {
            const call = client.apiKeys.create({ name: 'k', scopes: ['documents:read'] });
            expect((await failureOf(call, SanyamError)).code).to.equal('UNREACHABLE');
            expect(received).to.have.length(1);
        });
    });

    it('recognizes its own change when the answer was lost', async () => {
        const { id } = await direct.documents.create(note);
        await behind(['pass and lose the answer'], async client => {
            const saved = await client.documents.update(id, { content: 'second' }, { ifMatch: 1 });
            expect(saved.version).to.equal(2);
            expect(saved).not.to.have.property('content');
        });
        await behind(['pass and lose the answer'], async client => {
            expect((await client.versions.restore(id, 1, { ifMatch: 2 })).version).to.equal(3);
        });
        expect((await direct.documents.read(id)).content).to.equal('first');
    });

    it('is a conflict when another user changed the document during the wait [FR-026]', async () => {
        const { id } = await direct.documents.create(note);
        await behind(['drop'], async client => {
            await direct.documents.update(id, { content: 'theirs' });
            const failure = await failureOf(
                client.documents.update(id, { content: 'mine' }, { ifMatch: 1 }),
                ConflictError
            );
            expect(failure).to.include({ currentVersion: 2, yourVersion: 1, updatedBy: ada.id });
        });
        expect((await direct.documents.read(id)).content).to.equal('theirs');
    });

    it('is a conflict when no answer was lost, even if the document has the same content', async () => {
        const { id } = await direct.documents.create(note);
        await direct.documents.update(id, { content: 'same' });
        await failureOf(direct.documents.update(id, { content: 'same' }, { ifMatch: 1 }), ConflictError);
    });

    it('deletes a document when the first answer was lost', async () => {
        const { id } = await direct.documents.create(note);
        await behind(['pass and lose the answer'], client => client.documents.delete(id, { ifMatch: 1 }));
        expect((await direct.documents.read(id)).deleted_at).not.to.equal(null);
    });
});
