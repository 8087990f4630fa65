// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { parseSignInReturn } from '../../common/sign-in/sign-in-return';
import { LoopbackRedirect } from './loopback-redirect';

const TEXTS = { language: 'de', done: 'Fertig & <gut>', failed: 'Gescheitert', refused: 'Abgelehnt' };

describe('the loopback redirect', () => {
    const open = new Set<LoopbackRedirect>();
    const sockets = new Set<Socket>();

    afterEach(async () => {
        sockets.forEach(socket => socket.destroy());
        sockets.clear();
        open.forEach(redirect => redirect.end());
        await Promise.all([...open].map(redirect => redirect.closed));
        open.clear();
    });

    async function listen(patience?: number): Promise<LoopbackRedirect> {
        const redirect = await LoopbackRedirect.listen(TEXTS, patience);
        open.add(redirect);
        return redirect;
    }

    function withQuery(address: string, query: Record<string, string>): URL {
        const url = new URL(address);
        Object.entries(query).forEach(([name, value]) => url.searchParams.set(name, value));
        return url;
    }

    /** Sends a request as nobody's browser does. Returns the status. */
    async function send(
        address: string,
        options: { method?: string; path?: string; headers?: Record<string, string> }
    ) {
        const sending = request(address, { agent: false, ...options });
        sending.end();
        const [response] = await once(sending, 'response');
        response.resume();
        return response.statusCode;
    }

    async function connected(port: number): Promise<Socket> {
        const socket = connect(port, '127.0.0.1');
        sockets.add(socket);
        socket.on('error', () => undefined);
        await once(socket, 'connect');
        return socket;
    }

    it('takes the code of the right request, and closes its port [FR-005]', async () => {
        const redirect = await listen();
        const { hostname, port, searchParams } = new URL(redirect.address);
        expect(hostname).to.equal('127.0.0.1');
        expect(Number(port)).to.be.greaterThan(0);
        expect(Buffer.from(searchParams.get('state') ?? '', 'base64url')).to.have.lengthOf(32);

        const response = await fetch(withQuery(redirect.address, { code: 'abc', sb_flow_id: 'flow' }));
        expect(response.status).to.equal(200);
        expect(await response.text())
            .to.include('Fertig &#38; &#60;gut&#62;')
            .and.to.include('<html lang="de">');
        expect(parseSignInReturn({ search: (await redirect.query) ?? '', hash: '' })).to.deep.equal({
            purpose: 'provider',
            code: 'abc',
            flowId: 'flow',
            error: undefined
        });
        await redirect.closed;
        const refusal = await connected(Number(port)).catch((error: unknown) => error);
        expect(refusal).to.include({ code: 'ECONNREFUSED' });
    });

    it('shows a page that runs nothing, loads nothing, and is not stored [FR-005]', async () => {
        const redirect = await listen();
        const response = await fetch(withQuery(redirect.address, { code: 'abc' }));
        const page = await response.text();
        expect(page).not.to.match(/<script|<link|<img|src=|href=/);
        expect(page).to.include('color-scheme:light dark');
        const { headers } = response;
        expect(headers.get('content-security-policy')).to.match(
            /^default-src 'none'; style-src 'sha256-[\w+/]+='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/
        );
        expect(headers.get('cache-control')).to.equal('no-store');
        expect(headers.get('referrer-policy')).to.equal('no-referrer');
    });

    it('gives an error of the provider on, and says on the page that it failed [FR-005]', async () => {
        const redirect = await listen();
        const page = await (await fetch(withQuery(redirect.address, { error: 'access_denied' }))).text();
        expect(page).to.include('Gescheitert');
        expect(parseSignInReturn({ search: (await redirect.query) ?? '', hash: '' })?.error?.failure).to.equal(
            'denied'
        );
    });

    it('refuses everything else, which ends nothing [FR-005]', async () => {
        const redirect = await listen();
        const url = new URL(redirect.address);
        const state = url.searchParams.get('state') ?? '';
        const right = withQuery(redirect.address, { code: 'abc' });
        const statuses = {
            wrongState: await send(withQuery(right.href, { state: `${state.slice(0, -1)}!` }).href, {}),
            noState: await send(`${url.origin}/?sanyam-sign-in=provider&code=abc`, {}),
            twoStates: await send(`${right.href}&state=x`, {}),
            otherPath: await send(right.href, { path: `/favicon.ico${right.search}` }),
            otherAddress: await send(right.href, { path: `//evil.example/${right.search}` }),
            post: await send(right.href, { method: 'POST' }),
            head: await send(right.href, { method: 'HEAD' }),
            otherHost: await send(right.href, { headers: { host: `evil.example:${url.port}` } }),
            longHead: await send(right.href, { headers: { cookie: 'x'.repeat(20_000) } })
        };
        expect(statuses).to.deep.equal({
            wrongState: 400,
            noState: 400,
            twoStates: 400,
            otherPath: 404,
            otherAddress: 404,
            post: 405,
            head: 405,
            otherHost: 421,
            longHead: 431
        });
        expect((await fetch(right)).status).to.equal(200);
        expect(await redirect.query).to.equal(right.search);
    });

    it('takes the return once [FR-005]', async () => {
        const redirect = await listen();
        const outcomes = await Promise.allSettled(
            ['a', 'b', 'c'].map(async code => (await fetch(withQuery(redirect.address, { code }))).status)
        );
        const taken = outcomes.filter(outcome => outcome.status === 'fulfilled' && outcome.value === 200);
        expect(taken).to.have.lengthOf(1);
    });

    it('has a bounded number of connections, which all end with it [FR-005]', async () => {
        const redirect = await listen();
        const { port } = new URL(redirect.address);
        const silent = await Promise.all(Array.from({ length: 16 }, () => connected(Number(port))));
        const ends = silent.map(socket => once(socket, 'close'));
        const late = await connected(Number(port));
        await once(late, 'close');
        redirect.end();
        await Promise.all([...ends, redirect.closed]);
    });

    it('ends other connections after the answer [FR-005]', async () => {
        const redirect = await listen();
        const silent = await connected(Number(new URL(redirect.address).port));
        const end = once(silent, 'close');
        expect((await fetch(withQuery(redirect.address, { code: 'abc' }))).status).to.equal(200);
        await Promise.all([end, redirect.closed]);
    });

    it('ends without a return when its time is over, or when nobody waits any more [FR-005]', async () => {
        const late = await listen(1);
        expect(await late.query).to.equal(undefined);
        await late.closed;
        const canceled = await listen();
        canceled.end();
        expect(await canceled.query).to.equal(undefined);
        await canceled.closed;
    });

    it('has another state each time', async () => {
        const states = (await Promise.all([listen(), listen()])).map(({ address }) =>
            new URL(address).searchParams.get('state')
        );
        expect(states[0]).not.to.equal(states[1]);
    });
});
