// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { CommandLine } from './command-line';
import { startScriptedServer, type Step } from './scripted-server';

const KEY = `sanyam_12345678_${'0'.repeat(64)}`;

/** Runs a command against a server with one answer. */
async function run(step: Step, ...parameters: string[]) {
    const server = await startScriptedServer([step]);
    const shell = await CommandLine.open({ SANYAM_API_KEY: KEY, SANYAM_GATEWAY_URL: server.url });
    try {
        return await shell.sanyam(...parameters, '--max-wait', '0');
    } finally {
        await shell.close();
        await server.stop();
    }
}

function refusal(message: string, details = {}): Step {
    return { status: 400, body: { error: { code: 'INVALID_CURSOR', message, details } } };
}

describe('a message of a server on the command line', () => {
    it('is one line in which control characters are visible', async () => {
        const { code, said } = await run(refusal('a\u001b[31mb\r\nc\u202Ed\u009b'), 'ls');
        expect([code, said]).to.deep.equal([2, 'sanyam: a[U+001B][31mb c[U+202E]d[U+009B]\n']);
    });

    it('has at most 1,000 characters', async () => {
        for (const parameters of [['ls'], ['ls', '--json']]) {
            const { code, said } = await run(refusal('x'.repeat(5_000_000)), ...parameters);
            expect(code).to.equal(2);
            expect(said)
                .to.match(/x{1000} …/)
                .and.to.have.length.below(1200);
        }
    });

    it('names invalid fields in the same way', async () => {
        const fields = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`f\u001b${index}`, ['b\nc']]));
        const { said } = await run(refusal('No.', { fields }), 'ls');
        const lines = said.trimEnd().split('\n');
        expect(lines).to.have.length(101);
        expect(lines.slice(0, 2)).to.deep.equal(['sanyam: No.', '  f[U+001B]0: b c']);
    });

    it('of a proxy in front of a gateway that is away says so', async () => {
        for (const status of [429, 502, 503, 504]) {
            for (const body of ['<html><h1>Bad Gateway</h1></html>', '']) {
                const { code, said } = await run({ status, headers: { 'Content-Type': 'text/html' }, body }, 'ls');
                const sentence = `sanyam: The gateway is not available (HTTP ${status}). Try again later.\n`;
                expect([status, code, said]).to.deep.equal([status, 7, sentence]);
            }
        }
    });

    it('of a proxy that refuses the size names neither the gateway nor the plan', async () => {
        for (const parameters of [['ls'], ['ls', '--json']]) {
            const refused = { status: 413, headers: { 'Content-Type': 'text/html' }, body: '<html>413</html>' };
            const { code, said } = await run(refused, ...parameters);
            expect(code).to.equal(6);
            expect(said)
                .to.match(
                    /A server between this computer and the gateway refused the size of the request \(HTTP 413\)\./
                )
                .and.not.match(/is not a Sanyam gateway/);
        }
    });

    it('that is not from a gateway says so', async () => {
        for (const status of [400, 403, 404, 500]) {
            const { code, said } = await run({ status, body: '<html></html>' }, 'ls');
            expect([status, code]).to.deep.equal([status, 1]);
            expect(said).to.match(/is not a Sanyam gateway/);
        }
    });
});
