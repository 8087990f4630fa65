// SPDX-License-Identifier: MIT

import { startTestGateway, type TestGateway } from '@sanyam/gateway/lib/test/test-gateway';
import { type ReadyLine } from '@sanyam/local-cloud';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { type ClientUser, signUp } from './client-user';
import { CommandLine } from './command-line';

describe('sanyam login', () => {
    let cloud: ReadyLine;
    let gateway: TestGateway;
    let ada: ClientUser;
    before(async () => {
        cloud = await testCloud();
        gateway = await startTestGateway(cloud);
        ada = await signUp(cloud, gateway.url);
    });
    after(() => gateway.stop());

    let shell: CommandLine;
    beforeEach(async () => {
        shell = await CommandLine.open();
    });
    afterEach(() => shell.close());

    const file = () => shell.path('configuration/sanyam/credentials.json');

    it('stores a key from an option, a pipe or the environment, readable only by its user', async () => {
        for (const { input = '', environment = {}, parameters = [] } of [
            { parameters: ['--key', ada.key] },
            { input: `${ada.key}\n` },
            { input: ada.key, parameters: ['--key', '-'] },
            { environment: { SANYAM_API_KEY: ada.key } },
            { environment: { SANYAM_API_KEY: `${ada.key}\n` } }
        ]) {
            const here = await CommandLine.open(environment);
            const { code, out, said } = await here.pipe(input, 'login', '--url', gateway.url, ...parameters);
            expect([code, said]).to.deep.equal([0, '']);
            expect(out).to.equal(`${ada.user.email}\tpro\t${gateway.url}\n`);
            const kept = here.path('configuration/sanyam/credentials.json');
            expect(JSON.parse(await readFile(kept, 'utf8'))).to.deep.equal({ url: gateway.url, key: ada.key });
            expect((await stat(kept)).mode & 0o777).to.equal(0o600);
            expect(await here.json('whoami')).to.have.nested.property('profile.email', ada.user.email);
            await here.close();
        }
    });

    it('stores no key that is invalid or that the gateway refuses', async () => {
        for (const [code, key] of [
            [5, `sanyam_00000000_${'0'.repeat(64)}`],
            [2, ada.user.token],
            [2, '']
        ] as const) {
            const outcome = await shell.pipe(key, 'login', '--url', gateway.url);
            expect(outcome.code, outcome.said).to.equal(code);
            expect((await shell.sanyam('ls')).code).to.equal(5);
        }
    });

    it('never shows a key', async () => {
        const outcomes = [
            await shell.sanyam('login', '--url', gateway.url, '--key', ada.key),
            await shell.sanyam('login', '--url', gateway.url, '--key', `${ada.key}0`),
            await shell.sanyam('login', '--url', 'http://127.0.0.1:9', '--max-wait', '0', '--key', ada.key),
            await shell.sanyam('whoami', '--json'),
            await shell.sanyam('ls', '--json')
        ];
        await writeFile(file(), `{"key":"${ada.key}"`);
        outcomes.push(await shell.sanyam('ls'), await shell.sanyam('ls', '--json'));
        const secret = ada.key.slice(-64);
        expect(JSON.stringify(outcomes)).not.to.include(secret);
        expect(outcomes.at(-2)?.said).to.match(/is damaged\. Sign in again with “sanyam login”/);
    });

    it('reads stored credentials that an editor of Windows has saved', async () => {
        await shell.sanyam('login', '--url', gateway.url, '--key', ada.key);
        const text = await readFile(file(), 'utf8');
        await writeFile(file(), `\uFEFF${text.replaceAll('\n', '\r\n')}`);
        expect((await shell.sanyam('ls')).code).to.equal(0);
    });

    it('never sends a stored key to another gateway', async () => {
        await shell.sanyam('login', '--url', gateway.url, '--key', ada.key);
        shell.environment['SANYAM_GATEWAY_URL'] = 'http://127.0.0.1:9';
        const { code, said } = await shell.sanyam('ls');
        expect(code).to.equal(5);
        expect(said).to.match(/^sanyam: You are signed in to/);
    });

    it('stores the address of the gateway without the slash at its end', async () => {
        const { out } = await shell.sanyam('login', '--url', `${gateway.url}/`, '--key', ada.key);
        expect(out).to.include(`\t${gateway.url}\n`);
        expect(JSON.parse(await readFile(file(), 'utf8'))).to.include({ url: gateway.url });
        shell.environment['SANYAM_GATEWAY_URL'] = `${gateway.url}//`;
        expect((await shell.sanyam('whoami')).out).to.include(`\t${gateway.url}\n`);
    });

    it('takes the address of the API for that of the gateway', async () => {
        for (const path of ['/api/v1', '/api/v1/', '//api/v1']) {
            shell.environment['SANYAM_GATEWAY_URL'] = gateway.url + path;
            const { code, out } = await shell.sanyam('login', '--key', ada.key);
            expect([path, code]).to.deep.equal([path, 0]);
            expect(out).to.include(`\t${gateway.url}\n`);
        }
    });

    it('refuses an invalid address', async () => {
        for (const url of ['api.example.com', 'ftp://example.com']) {
            const { code, said } = await shell.sanyam('login', '--url', url, '--key', ada.key);
            expect([code, said]).to.deep.equal([
                2,
                `sanyam: “${url}” is not a gateway address. Enter an address that begins with http:// or https://.\n`
            ]);
            shell.environment['SANYAM_GATEWAY_URL'] = url;
            expect((await shell.sanyam('ls')).code).to.equal(2);
        }
    });

    it('refuses a user name and a password in an address, and does not repeat them', async () => {
        for (const url of ['https://ada@example.com', 'http://ada:secret@127.0.0.1:9', 'ada:secret@example.com']) {
            const { code, said } = await shell.sanyam('login', '--url', url, '--key', ada.key);
            const sentence = 'sanyam: The address of a gateway cannot have a user name or a password.\n';
            expect([url, code, said]).to.deep.equal([url, 2, sentence]);
            shell.environment['SANYAM_GATEWAY_URL'] = url;
            const listed = await shell.sanyam('ls');
            expect([url, listed.code, listed.said]).to.deep.equal([url, 2, sentence]);
            delete shell.environment['SANYAM_GATEWAY_URL'];
        }
    });

    it('warns about an unencrypted connection', async () => {
        const { said } = await shell.sanyam('login', '--url', 'http://0.0.0.0:9', '--max-wait', '0', '--key', ada.key);
        expect(said).to.match(/unencrypted/);
    });

    it('is undone by logout', async () => {
        await shell.sanyam('login', '--url', gateway.url, '--key', ada.key);
        expect((await shell.sanyam('logout')).code).to.equal(0);
        const { code, said } = await shell.sanyam('ls');
        expect(code).to.equal(5);
        expect(said).to.equal('sanyam: You are not signed in. Sign in with “sanyam login”, or set SANYAM_API_KEY.\n');
        expect((await shell.sanyam('logout')).code).to.equal(0);
    });
});
