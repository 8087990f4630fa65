// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { isCloudConfigured } from '../programs/configured-cloud.mjs';
import { ideEnvironment } from '../programs/ide.mjs';
import { linesAboutCloud } from '../programs/lines-about-cloud.mjs';
import { SetUpError } from '../set-up/progress.mjs';
import { inRoot } from '../set-up/repository.mjs';

const CLOUD = { SUPABASE_URL: 'https://project.example.com', SUPABASE_ANON_KEY: 'key' };

describe('npm start', () => {
    it('uses the cloud of the settings, or starts one', async () => {
        expect(await isCloudConfigured(CLOUD)).to.equal(true);
        expect(await isCloudConfigured({ SUPABASE_URL: '' })).to.equal(false);
    });

    it('fails with one sentence when a setting of the cloud is missing or invalid', async () => {
        for (const [settings, message] of [
            [
                { SUPABASE_URL: CLOUD.SUPABASE_URL },
                /^SUPABASE_URL is set, but SUPABASE_ANON_KEY is not\. .+, or neither to start a local cloud\.$/
            ],
            [
                { SUPABASE_ANON_KEY: 'key' },
                /^SUPABASE_ANON_KEY is set, but SUPABASE_URL is not\. .+, or neither to start a local cloud\.$/
            ],
            [{ ...CLOUD, SUPABASE_URL: 'project' }, /^SUPABASE_URL must be .+$/],
            [{ ...CLOUD, SUPABASE_ANON_KEY: 'sb_secret_x' }, /^SUPABASE_ANON_KEY is a secret key, .+$/]
        ]) {
            const error = await isCloudConfigured(settings).catch(error => error);
            // Only this kind of error is printed without a stack trace.
            expect(error).to.be.instanceOf(SetUpError);
            expect(error.message).to.match(message);
        }
    });

    it('fails before it compiles when a setting is missing or excludes an option', async () => {
        const without = { SUPABASE_URL: '', SUPABASE_ANON_KEY: '' };
        for (const [settings, options, message] of [
            [{ SUPABASE_URL: CLOUD.SUPABASE_URL }, [], /SUPABASE_URL is set, but SUPABASE_ANON_KEY is not\./],
            [
                CLOUD,
                ['--cloud-port', '54399'],
                /SUPABASE_URL is set, so no local cloud starts, and --.+ has no effect\./
            ]
        ]) {
            const { code, stderr } = await promisify(execFile)(
                process.execPath,
                [inRoot('scripts', 'start.mjs'), ...options],
                { env: { ...process.env, ...without, ...settings } }
            ).catch(error => error);
            expect(code, stderr).to.equal(1);
            expect(stderr.trim().split('\n')).to.have.length(1);
            expect(stderr).to.match(message);
        }
    });

    it('says which cloud the IDE uses, and why no local cloud was started', () => {
        const configured = linesAboutCloud({ configuredUrl: CLOUD.SUPABASE_URL }).join('\n');
        expect(configured).to.include(`uses the cloud at ${CLOUD.SUPABASE_URL}, because SUPABASE_URL is set`);
        expect(configured).not.to.include('.sanyam');
        const ready = {
            gatewayUrl: 'http://127.0.0.1:54330',
            supabaseUrl: 'http://127.0.0.1:54321',
            anonKey: 'key',
            mailboxUrl: 'http://127.0.0.1:54324'
        };
        const local = linesAboutCloud({ ready });
        expect(local).to.include('  export SUPABASE_URL=http://127.0.0.1:54321');
        expect(local).to.include('Mailbox: http://127.0.0.1:54324');
        expect(local.join('\n')).to.include('Your documents stay in .sanyam.');
        expect(linesAboutCloud({})).to.include('It has no cloud.');
    });

    it('gives the IDE no secret of the file .env', async () => {
        const template = readFileSync(inRoot('.env.example'), 'utf8');
        const names = [...template.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
        expect(names).to.include.members(['SUPABASE_SERVICE_ROLE_KEY', 'DATABASE_URL', 'SUPABASE_JWT_SECRET']);
        const given = await ideEnvironment(Object.fromEntries([...names, 'PATH'].map(name => [name, 'value'])));
        expect(Object.keys(given)).to.have.members([
            'SUPABASE_URL',
            'SUPABASE_ANON_KEY',
            'THEIA_HOSTS',
            'SANYAM_IDE_ENVIRONMENT',
            'SANYAM_GATEWAY_URL',
            'SANYAM_OAUTH_PROVIDERS',
            'NODE_ENV',
            'PATH'
        ]);
    });
});
