// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures/test.js';

const SECRETS = {
    SUPABASE_SERVICE_ROLE_KEY: 'secret-of-the-service-role',
    SUPABASE_JWT_SECRET: 'secret-of-the-tokens',
    DATABASE_URL: 'postgres://gateway:secret-of-the-database@db.example.com/postgres',
    STRIPE_SECRET_KEY: 'secret-of-the-billing',
    SOME_TOKEN: 'secret-of-another-program'
};

test('a terminal has none of the secrets of the backend’s environment, and neither has the backend', async ({
    startBackend,
    openBrowser,
    workspace,
    cloudVariables
}) => {
    const chosen = { JAVA_HOME: '/opt/java', SANYAM_IDE_ENVIRONMENT: 'JAVA_HOME' };
    const ide = await startBackend({ ...cloudVariables, ...SECRETS, ...chosen });
    const shell = await openBrowser(ide);
    await shell.runCommand('Create New Terminal');
    // On Linux, a process can read the environment with which another one of its user began: here the shell's parent.
    await shell.terminal.run(
        'env > variables.txt; cat /proc/$PPID/environ >> variables.txt; mv variables.txt done.txt'
    );
    const file = workspace.path('done.txt');
    await expect.poll(() => existsSync(file)).toBe(true);
    const variables = await readFile(file, 'utf8');
    expect(variables).toMatch(/^PATH=/m);
    expect(variables).toContain('JAVA_HOME=/opt/java');
    expect(variables).not.toContain('secret-of');
    for (const name of Object.keys(SECRETS)) {
        expect(variables).not.toContain(name);
    }
});

test('the backend cleans its environment before it does anything else', async ({ startBackend }) => {
    const output = String(await startBackend({ SANYAM_IDE_ENVIRONMENT: 'GO*' }).catch((error: unknown) => error));
    expect(output).toMatch(
        /^Error: The IDE exited with code 1:\nSANYAM_IDE_ENVIRONMENT has the invalid name “GO\*”\..*\n$/
    );
});
