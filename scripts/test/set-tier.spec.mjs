// SPDX-License-Identifier: MIT

import { signUp } from '@sanyam/test-kit/sign-up';
import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { end } from '../programs/child-process.mjs';
import { spawnLocalCloud } from '../programs/local-cloud.mjs';
import { setTier } from '../programs/set-tier.mjs';
import { SetUpError } from '../set-up/progress.mjs';
import { inRoot } from '../set-up/repository.mjs';

describe('npm run tier', () => {
    let folder;
    let cloud;
    let user;
    let ready;
    before(async () => {
        folder = mkdtempSync(path.join(os.tmpdir(), 'sanyam-tier-'));
        const ports = ['--port', '0', '--database-port', '0', '--no-gateway'];
        cloud = spawnLocalCloud(['--data', folder, ...ports], 'pipe', {}, 'ignore');
        [ready] = await once(createInterface({ input: cloud.stdout }), 'line');
        user = await signUp(JSON.parse(ready));
    });
    after(async () => {
        await end(cloud);
        rmSync(folder, { recursive: true });
    });

    async function refusalOf(...parameters) {
        const error = await setTier(...parameters).catch(error => error);
        // Only this kind of error is printed without a stack trace.
        expect(error).to.be.instanceOf(SetUpError);
        return error.message;
    }

    it('gives a user another plan, in any case of the address', async () => {
        const tier = async () => (await user.client.from('user_profiles').select('tier').single()).data.tier;
        expect(await tier()).to.equal('free');
        expect(await setTier(folder, user.email.toUpperCase(), 'pro')).to.equal(user.email);
        expect(await tier()).to.equal('pro');
    });

    it('takes an address with white space around it', async () => {
        expect(await setTier(folder, ` ${user.email} `, 'pro')).to.equal(user.email);
    });

    it('shows how it is used', async () => {
        const [program, run] = [inRoot('scripts', 'tier.mjs'), promisify(execFile)];
        expect((await run(process.execPath, [program, '--help'])).stdout).to.match(/^Usage: npm run tier/);
        const { code, stderr } = await run(process.execPath, [program]).catch(error => error);
        expect([code, stderr.trim()]).to.deep.equal([
            1,
            'Usage: npm run tier -- <email> <plan>, such as: npm run tier -- you@example.com pro'
        ]);
    });

    it('finds a user in both forms of a domain with other letters', async () => {
        const email = 'x@xn--bcher-kva.example';
        await signUp(JSON.parse(ready), { email });
        expect(await setTier(folder, 'x@bücher.example', 'pro')).to.equal(email);
    });

    it('ignores the options of PostgreSQL in the environment, which are for other servers', async () => {
        const others = { PGOPTIONS: '-c x', PGCLIENTENCODING: 'x', PGSSLMODE: 'require' };
        Object.assign(process.env, others);
        try {
            expect(await setTier(folder, user.email, 'pro')).to.equal(user.email);
        } finally {
            Object.keys(others).forEach(name => delete process.env[name]);
        }
    });

    it('names the plans, and says when a user is missing', async () => {
        expect(await refusalOf(folder, user.email, 'gold')).to.match(
            /^There is no plan “gold”\. The plans are .*free.*pro/
        );
        expect(await refusalOf(folder, 'nobody@example.com', 'pro')).to.match(/^No user has the address nobody@/);
    });

    it('says when the passwords of the cloud are damaged', async () => {
        const damaged = path.join(folder, 'damaged');
        mkdirSync(damaged);
        writeFileSync(path.join(damaged, 'credentials.json'), '{"postgresPassword":1}');
        expect(await refusalOf(damaged, user.email, 'pro')).to.match(/^The keys in .+ are damaged\./);
    });

    it('says when the cloud does not run', async () => {
        expect(await refusalOf(path.join(folder, 'missing'), user.email, 'pro')).to.match(
            /^The local cloud does not run\./
        );
    });
});
