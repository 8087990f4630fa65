// SPDX-License-Identifier: MIT

import type { ExportPage } from '@sanyam/types';
import { expect } from 'chai';
import type { ExportOptions } from '../client/account-export';
import { SanyamClient } from '../client/sanyam-client';
import { SanyamError } from '../client/sanyam-error';
import { stageClient } from './client-stage';
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy';
import { type ScriptedServer, startScriptedServer } from './scripted-server';

async function pagesOf(client: SanyamClient, options?: ExportOptions): Promise<ExportPage[]> {
    const pages: ExportPage[] = [];
    for await (const page of client.exportPages(options)) {
        pages.push(page);
    }
    return pages;
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
    return work.then(
        () => undefined,
        (error: unknown) => error
    );
}

describe('exportPages', () => {
    const stage = stageClient();
    let proxy: CuttingProxy | undefined;
    let server: ScriptedServer | undefined;
    afterEach(async () => {
        await server?.stop();
        server = undefined;
        await proxy?.stop();
        proxy = undefined;
    });

    /** Returns a client whose connections are lost after so many lines. */
    async function cutAfter(lines: readonly number[], maxWait?: number): Promise<SanyamClient> {
        proxy = await startCuttingProxy(stage.gateway.url, lines);
        return new SanyamClient({ url: proxy.url, token: stage.ada.user.token, maxWait });
    }

    it('returns everything that belongs to the user [BY-08]', async () => {
        await stage.client.documents.create({ name: 'é.md', language_id: 'markdown', content: 'one\r\ntwo\u2028' });
        const pages = await pagesOf(stage.client);
        expect(pages[0]?.manifest).to.include({ document_count: 1, version_count: 1 });
        const texts = pages.flatMap(({ items }) =>
            items.flatMap(item => (item.kind === 'version' ? [item.data.content] : []))
        );
        expect(texts).to.deep.equal(['one\r\ntwo\u2028']);
    });

    /** Returns a client of a server that answers every request with this text. */
    async function clientOf(body: string, count: number): Promise<SanyamClient> {
        const headers = { 'Content-Type': 'application/x-ndjson' };
        const steps = Array.from({ length: count }, () => ({ status: 200, headers, body }));
        server = await startScriptedServer(steps);
        return new SanyamClient({ url: server.url, token: 'token', maxWait: 5000 });
    }

    const page = (next: string | null) => JSON.stringify({ manifest: null, items: [], next_cursor: next });

    it('takes a last line without a line break, and ignores blank lines', async () => {
        const pages = await pagesOf(await clientOf(`\n${page('a')}\n\r\n\n${page(null)}`, 1));
        expect(pages.map(({ next_cursor: next }) => next)).to.deep.equal(['a', null]);
    });

    it('fails when a server sends an earlier page again', async () => {
        for (const body of [`${page('a')}\n`, `${page('a')}\n${page('b')}\n${page('a')}\n`]) {
            const failure = await failureOf(pagesOf(await clientOf(body, 3)));
            expect(failure).to.have.property('code', 'UNEXPECTED_ANSWER');
            await server?.stop();
            server = undefined;
        }
    });

    it('continues after each page that arrived when the connection is lost', async () => {
        const whole = await pagesOf(await cutAfter([1, 0, 0]));
        expect(whole.map(({ next_cursor: next }) => next === null)).to.deep.equal([false, true]);
        const cursor = whole[0]?.next_cursor;
        expect(proxy?.requested).to.deep.equal([
            '/api/v1/me/export',
            ...Array.from({ length: 3 }, () => `/api/v1/me/export?cursor=${cursor}`)
        ]);
    });

    it('throws when it was cut off and cannot continue', async () => {
        const client = await cutAfter([1], 0);
        const arrived: ExportPage[] = [];
        const failure = await failureOf(
            (async () => {
                for await (const page of client.exportPages()) {
                    arrived.push(page);
                }
            })()
        );
        expect(failure).to.be.instanceOf(SanyamError).with.property('code', 'UNREACHABLE');
        expect(arrived).to.have.lengthOf(1);
        const rest = await pagesOf(stage.client, { cursor: arrived[0]?.next_cursor ?? '' });
        expect(rest.at(-1)?.next_cursor).to.equal(null);
    });

    it('throws the error of the gateway: for a key, and for a cursor of another export', async () => {
        const withKey = new SanyamClient({ url: stage.gateway.url, token: stage.ada.key });
        expect(await failureOf(pagesOf(withKey))).to.have.property('code', 'FORBIDDEN');
        expect(await failureOf(pagesOf(stage.client, { cursor: 'other' }))).to.have.property('code', 'INVALID_CURSOR');
    });

    it('does not take another answer for an export', async () => {
        const types = ['text/html', 'application/x-ndjson'];
        const server = await startScriptedServer(
            types.map(type => ({ status: 200, headers: { 'Content-Type': type }, body: '<html>\n</html>\n' }))
        );
        try {
            const client = new SanyamClient({ url: server.url, token: 'token' });
            for (const type of types) {
                expect(await failureOf(pagesOf(client)), type).to.have.property('code', 'UNEXPECTED_ANSWER');
            }
        } finally {
            await server.stop();
        }
    });

    it('ends with its signal, also between pages', async () => {
        const controller = new AbortController();
        const reason = new Error('enough');
        const pages = stage.client.exportPages({ signal: controller.signal });
        await pages.next();
        controller.abort(reason);
        expect(await failureOf(pages.next())).to.equal(reason);
    });
});
