// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { requireFree } from '../programs/port.mjs';
import { parseStartOptions } from '../programs/start-options.mjs';
import { SetUpError } from '../set-up/progress.mjs';

describe('the command line of npm start', () => {
    let folder;
    before(() => {
        folder = mkdtempSync(path.join(os.tmpdir(), 'sanyam-start-'));
        mkdirSync(path.join(folder, 'my project'));
        writeFileSync(path.join(folder, 'notes.md'), '');
        writeFileSync(path.join(folder, 'all.code-workspace'), '{}');
    });
    after(() => rmSync(folder, { recursive: true }));

    const optionsOf = (...commandLine) => parseStartOptions(commandLine, folder);

    /** Expects a sentence. Only a SetUpError is shown without a stack trace. */
    function expectRefusal(commandLine, pattern) {
        expect(() => optionsOf(...commandLine)).to.throw(SetUpError, pattern);
    }

    it('opens a folder, relative to where the user is, or a workspace file', () => {
        expect(optionsOf('my project').folder).to.equal(path.join(folder, 'my project'));
        expect(optionsOf('.').folder).to.equal(folder);
        expect(optionsOf(folder).folder).to.equal(folder);
        expect(optionsOf('all.code-workspace').folder).to.equal(path.join(folder, 'all.code-workspace'));
        expect(optionsOf().folder).to.equal(undefined);
    });

    it('refuses a folder that does not exist, a file, an empty name and two folders', () => {
        expectRefusal(['my-project'], /^Could not open “my-project”: .*my-project does not exist\. Create the folder/);
        expectRefusal(['notes.md'], /^Could not open “notes\.md”: .* is a file\. Name its folder: npm start -- \.$/);
        expectRefusal([''], /^The name of the folder is empty\. Enter a folder, or leave it out\.$/);
        expectRefusal(['my', 'project'], /^The IDE opens one folder\. 2 were given: my, project\.$/);
    });

    it('passes the ports of the cloud to the cloud', () => {
        const options = optionsOf(
            '--cloud-port',
            '4001',
            '--database-port',
            '0',
            '--gateway-port=4003',
            '--start-over',
            '--confirm-emails'
        );
        expect(options.cloud).to.deep.equal([
            ...[
                '--cloud-port',
                '4001',
                '--database-port',
                '0',
                '--gateway-port',
                '4003',
                '--start-over',
                '--confirm-emails'
            ]
        ]);
        expect(options.port).to.equal(3000);
    });

    it('refuses what is not a port, and options of a cloud that does not start', () => {
        for (const port of ['0', '65536', '1e3', '', 'x', '80.5', '-1']) {
            expectRefusal([`--port=${port}`], /--port: “.*” is not a port number from 1 to 65535/);
        }
        expectRefusal(['--gateway-port', 'x'], /--gateway-port: “x” is not a port number from 0 to 65535/);
        expectRefusal(['--no-cloud', '--start-over'], /--no-cloud and --start-over cannot be used together/);
    });

    it('refuses unknown options and values, and names the nearest option and the help', () => {
        const help = '\n  npm start -- --help  lists all options$';
        for (const [option, near] of [
            ['--prot', 'port'],
            ['--prot=1', 'port'],
            ['--cloud', 'cloud-port'],
            ['--nocloud', 'no-cloud'],
            ['--startover', 'start-over'],
            ['--gatewayport', 'gateway-port']
        ]) {
            const [name] = option.split('=');
            expectRefusal([option], new RegExp(`^${name} is not an option\\. Did you mean --${near}\\?${help}`));
        }
        for (const option of ['--bogus', '-x', '--__proto__']) {
            expectRefusal([option], new RegExp(`^${option} is not an option\\.${help}`));
        }
        expectRefusal(['--port'], /^--port needs a value, such as --port=<value>\./);
        expectRefusal(['--port', '--no-cloud'], /^--port needs a value/);
        expectRefusal(['--no-cloud=yes'], /^--no-cloud has no value\. Write it without “=yes”\./);
    });

    it('names a free port when the port of the IDE is in use', async () => {
        const server = createServer();
        await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
        try {
            const { port } = server.address();
            const error = await requireFree(port, '--port').catch(error => error);
            const [, other] = /^Port \d+ is in use\..* npm start -- --port (\d+)$/.exec(error.message);
            await requireFree(Number(other), '--port');
            expect(error).to.be.instanceOf(SetUpError);
        } finally {
            server.close();
        }
    });
});
