// SPDX-License-Identifier: MIT

import { signUp } from '@sanyam/test-kit/sign-up';
import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { adminEnvironment } from '../programs/admin.mjs';
import { end } from '../programs/child-process.mjs';
import { linesAboutCloud } from '../programs/lines-about-cloud.mjs';
import { spawnLocalCloud } from '../programs/local-cloud.mjs';
import { SetUpError } from '../set-up/progress.mjs';
import { inRoot } from '../set-up/repository.mjs';
import { node } from '../set-up/tools.mjs';

const PROGRAM = inRoot('packages', 'gateway', 'bin', 'sanyam-admin.mjs');

describe('npm run admin', () => {
    let folder;
    let cloud;
    let user;
    let ready;
    before(async () => {
        folder = mkdtempSync(path.join(os.tmpdir(), 'sanyam-admin-'));
        const ports = ['--port', '0', '--database-port', '0', '--no-gateway'];
        cloud = spawnLocalCloud(['--data', folder, ...ports], 'pipe', {}, 'ignore');
        const [line] = await once(createInterface({ input: cloud.stdout }), 'line');
        ready = JSON.parse(line);
        user = await signUp(ready);
    });
    after(async () => {
        await end(cloud);
        rmSync(folder, { recursive: true });
    });

    /** Runs a command on the local cloud, as `npm run admin` does. */
    async function run(words, more = {}) {
        return execute([PROGRAM, ...words], { ...more, ...(await adminEnvironment(folder, {})) });
    }

    function execute(words, more = {}) {
        const env = { PATH: process.env.PATH, ...more };
        return new Promise(resolve => {
            execFile(node, words, { env }, (error, stdout, stderr) =>
                resolve({ code: error?.code ?? 0, said: `${stdout}${stderr}`.trim() })
            );
        });
    }

    it('gives a user of the local cloud another tier, in any case of the address [FR-062]', async () => {
        const tier = async () => (await user.client.from('user_profiles').select('tier').single()).data.tier;
        expect(await tier()).to.equal('free');
        expect(await run(['tier', 'set', ` ${user.email.toUpperCase()} `, 'pro'])).to.deep.equal({
            code: 0,
            said: `${user.email} has the tier pro now.`
        });
        expect(await tier()).to.equal('pro');
    });

    it('finds a user in both forms of a domain with other letters', async () => {
        const email = 'x@xn--bcher-kva.example';
        await signUp(ready, { email });
        expect((await run(['tier', 'set', 'x@bücher.example', 'pro'])).said).to.equal(`${email} has the tier pro now.`);
    });

    it('says when a tier or a user does not exist', async () => {
        const gold = await run(['tier', 'set', user.email, 'gold']);
        expect(gold).to.deep.equal({
            code: 1,
            said: 'There is no tier “gold”. The tiers are free, pro, enterprise.'
        });
        const nobody = await run(['tier', 'set', 'nobody@example.com', 'pro']);
        expect([nobody.code, nobody.said]).to.deep.equal([
            1,
            'No user has the address nobody@example.com. Users sign up in the IDE.'
        ]);
    });

    it('says what is wrong with an option, also without a cloud', async () => {
        const { code, said } = await execute([inRoot('scripts', 'admin.mjs'), 'tier', 'list', '--unknown']);
        expect([code, said.split('\n')[0]]).to.deep.equal([2, '--unknown is not an option.']);
    });

    it('says nothing about the Node of these scripts, of which Supabase’s client warns', async () => {
        const program = `
            Object.defineProperty(process, 'version', { value: 'v20.20.2' });
            const { adminEnvironment } = await import(${JSON.stringify(pathToFileURL(inRoot('scripts', 'programs', 'admin.mjs')))});
            const { SUPABASE_URL } = await adminEnvironment(${JSON.stringify(folder)}, {});
            console.log(SUPABASE_URL);`;
        const { said } = await execute(['--input-type=module', '--eval', program]);
        expect(said).to.equal(ready.supabaseUrl);
    });

    it('is what “npm start” tells users to run', () => {
        const lines = linesAboutCloud({ ready: { ...ready, gatewayUrl: 'http://127.0.0.1:4000' } }).join('\n');
        expect(lines).to.contain('npm run admin -- tier set you@example.com pro');
    });

    it('uses the cloud of the settings, if they name one', async () => {
        const settings = { SUPABASE_URL: 'https://example.com', SUPABASE_SERVICE_ROLE_KEY: 'key' };
        expect(await adminEnvironment(folder, settings)).to.deep.equal(settings);
    });

    it('uses the local cloud also after its address was exported, and says nothing else about another one', async () => {
        const exported = { SUPABASE_URL: ready.supabaseUrl, SUPABASE_ANON_KEY: ready.anonKey };
        expect(await adminEnvironment(folder, exported)).to.deep.equal({
            ...exported,
            SUPABASE_SERVICE_ROLE_KEY: ready.serviceRoleKey
        });
        const other = { SUPABASE_URL: 'https://example.com' };
        expect(await adminEnvironment(folder, other)).to.deep.equal(other);
    });

    it('says when the keys of the local cloud are damaged, and when it does not run', async () => {
        const damaged = path.join(folder, 'damaged');
        mkdirSync(damaged);
        writeFileSync(path.join(damaged, 'credentials.json'), '{"postgresPassword":1}');
        for (const [where, sentence] of [
            [damaged, /^The keys in .+ are damaged\./],
            [path.join(folder, 'missing'), /^The local cloud does not run\./]
        ]) {
            const error = await adminEnvironment(where, {}).catch(problem => problem);
            // Only this kind of error is printed without a stack trace.
            expect(error).to.be.instanceOf(SetUpError);
            expect(error.message).to.match(sentence);
        }
    });
});
