// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

import { until } from '@sanyam/test-kit/until';
import { expect } from 'chai';
import { mock } from 'node:test';
import { CloudConnection } from './cloud-connection';

disableBrowserGlobals();

/** A connection to a cloud that a test switches off and on. */
class TestedConnection extends CloudConnection {
    status: number | undefined = 200;
    sent: string[] = [];
    readonly changes: boolean[] = [];

    constructor() {
        super();
        Object.assign(this, {
            configuration: { supabaseUrl: 'https://cloud.example.org', supabaseAnonKey: 'public' }
        });
        this.onDidChange(() => this.changes.push(this.isOnline));
        this.onStart();
        // Begins with the short pause.
        void this.check();
    }

    protected override get firstPause(): number {
        return 1;
    }

    protected override async send(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
        this.sent.push(new URL(String(input)).pathname);
        init?.signal?.throwIfAborted();
        if (this.status === undefined) {
            throw new TypeError('Failed to fetch');
        }
        return new Response(null, { status: this.status });
    }
}

describe('the connection to the cloud', () => {
    let connection: TestedConnection;
    const request = (init?: RequestInit) =>
        connection.fetch('https://cloud.example.org/rest/v1/rpc/list_documents', init).catch(() => undefined);

    before(() => (disableBrowserGlobals = enableBrowserGlobals()));
    beforeEach(async () => {
        connection = new TestedConnection();
        await connection.check();
        connection.sent = [];
    });
    afterEach(() => connection.onStop());
    after(() => disableBrowserGlobals());

    it('is offline after a request without an answer, and online when the cloud answers again, by itself [FR-088]', async () => {
        connection.status = undefined;
        await request();
        await until(() => !connection.isOnline);
        connection.status = 200;
        await until(() => connection.isOnline);
        expect(connection.changes).to.deep.equal([false, true]);
    });

    it('stays online when one answer is lost', async () => {
        connection.status = undefined;
        const lost = request();
        connection.status = 200;
        await lost;
        await connection.check();
        expect([connection.isOnline, connection.changes]).to.deep.equal([true, []]);
    });

    for (const status of [200, 401, 404, 500]) {
        it(`is online when the cloud answers ${status}`, async () => {
            connection.status = status;
            await request();
            expect(await connection.check()).to.equal(true);
        });
    }

    it('is offline when a proxy says that the cloud is away', async () => {
        connection.status = 503;
        await request();
        await until(() => !connection.isOnline);
    });

    it('asks nothing after a request that the user has cancelled', async () => {
        await request({ signal: AbortSignal.abort() });
        expect(connection.sent).to.deep.equal(['/rest/v1/rpc/list_documents']);
    });

    for (const event of ['online', 'offline']) {
        it(`asks the cloud when the browser says “${event}”`, () => {
            window.dispatchEvent(new window.Event(event));
            expect(connection.sent).to.deep.equal(['/auth/v1/settings']);
        });
    }

    it('asks again after pauses that grow to half a minute, and after short ones when it has been online again [FR-088]', async () => {
        mock.timers.enable({ apis: ['setTimeout'] });
        /** Waits until the cloud is asked again. The pauses of windows differ by up to a quarter. */
        const expectPause = async (milliseconds: number): Promise<void> => {
            const before = connection.sent.length;
            let pause = 0;
            for (; connection.sent.length === before; pause++) {
                mock.timers.tick(1);
            }
            await connection.check();
            expect(pause).to.be.within(Math.floor(0.75 * milliseconds), Math.ceil(1.25 * milliseconds));
        };
        try {
            connection.status = undefined;
            await connection.check();
            for (let pause = 1; pause < 30_000; pause *= 2) {
                await expectPause(pause);
            }
            await expectPause(30_000);
            await expectPause(30_000);
            connection.status = 200;
            await expectPause(30_000);
            connection.status = undefined;
            await connection.check();
            await expectPause(1);
        } finally {
            mock.timers.reset();
        }
    });

    it('asks once at a time', async () => {
        await Promise.all([connection.check(), connection.check()]);
        expect(connection.sent).to.deep.equal(['/auth/v1/settings']);
    });
});
