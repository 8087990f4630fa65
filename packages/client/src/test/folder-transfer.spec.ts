// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { rm, symlink } from 'node:fs/promises';
import { stageFolders } from './folder-stage';
import { startScriptedServer, type Step } from './scripted-server';

describe('a folder on the command line', () => {
    const { stage, write, read, plant, run, texts } = stageFolders();

    /** Runs some work with a server in front of the gateway. Returns the methods of the requests. */
    async function methodsDuring(script: readonly Step[], work: () => Promise<void>): Promise<string[]> {
        const server = await startScriptedServer(script, stage.gateway.url);
        stage.shell.environment['SANYAM_GATEWAY_URL'] = server.url;
        await work();
        stage.shell.environment['SANYAM_GATEWAY_URL'] = stage.gateway.url;
        await server.stop();
        return server.received.map(({ method }) => method);
    }

    it('is saved with all below it, and says what it leaves out: what is hidden or no file [BY-04]', async () => {
        await write({
            'src/a.md': 'a\n',
            'src/shared/deep/b.py': 'b\n',
            'src/.env': 'SECRET=1\n',
            'src/.github/one.yml': '1\n',
            'src/.github/two.yml': '2\n',
            'src/shared/.hidden': 'h\n',
            'src/.git/config': 'x\n',
            'src/node_modules/c/index.js': 'c\n'
        });
        await symlink('/etc/hostname', stage.shell.path('src/link'));
        const [code, first, said] = await run('put', '-r', 'src', 'models/');
        expect([code, first.created]).to.deep.equal([0, ['a.md', 'shared/deep/b.py']]);
        expect(first.skipped?.map(({ path }) => path)).to.deep.equal([
            'link',
            '.env',
            '.git',
            '.github',
            'node_modules',
            'shared/.hidden'
        ]);
        expect(said.split('\n')).to.deep.equal([
            'Created 2, skipped 6.',
            '  link: It is not a file.',
            '  .env: Its name is hidden. --hidden saves it.',
            '  .git: Its name belongs to another program.',
            '  .github: Its name is hidden. --hidden saves it.',
            '  node_modules: Its name belongs to another program.',
            '  shared/.hidden: Its name is hidden. --hidden saves it.',
            ''
        ]);
        expect(await texts()).to.deep.equal({ 'models/a.md': 'a\n', 'models/shared/deep/b.py': 'b\n' });
        const [, hidden] = await run('put', '-r', 'src', 'models', '--hidden');
        expect(hidden.created).to.deep.equal(['.env', '.github/one.yml', '.github/two.yml', 'shared/.hidden']);
        expect(hidden.skipped?.map(({ path }) => path)).to.deep.equal(['link', '.git', 'node_modules']);
    });

    it('sends and requests only what changed [BY-04]', async () => {
        await write({ 'src/a.md': 'a\n', 'src/b/c.md': 'c\n' });
        const methods = await methodsDuring([], async () => {
            await run('put', '-r', 'src', 'models/');
            const same = { unchanged: ['a.md', 'b/c.md'] };
            expect((await run('put', '-r', 'src', 'models/'))[1]).to.deep.equal(same);
            expect((await run('get', '-r', 'models/', 'src'))[1]).to.deep.equal(same);
            await write({ 'src/b/c.md': 'changed\n' });
            const [, last] = await run('put', '-r', 'src', 'models/');
            expect(last).to.deep.equal({ changed: ['b/c.md'], unchanged: ['a.md'] });
        });
        expect(methods).to.deep.equal(['GET', 'POST', 'POST', 'GET', 'GET', 'GET', 'PUT']);
    });

    it('is written with all below it, and later changes of the cloud come, too [BY-04]', async () => {
        const [a = '', c = ''] = await plant({ 'models/a.md': 'a\n', 'models/b/c.md': 'c\n', 'other.md': 'o\n' });
        const [code, first] = await run('get', '-r', 'models/', 'copy');
        expect([code, first]).to.deep.equal([0, { created: ['a.md', 'b/c.md'] }]);
        expect([await read('copy/a.md'), await read('copy/b/c.md')]).to.deep.equal(['a\n', 'c\n']);
        await stage.client.documents.update(c, { content: 'newer\n' });
        const [, kept, said] = await run('put', '-r', 'copy', 'models');
        expect(kept).to.deep.equal({ unchanged: ['a.md'], newer: ['b/c.md'] });
        expect(said).to.include('  b/c.md: It is newer in the cloud.');
        expect((await run('get', '-r', 'models', 'copy'))[1]).to.deep.equal({
            changed: ['b/c.md'],
            unchanged: ['a.md']
        });
        expect(await read('copy/b/c.md')).to.equal('newer\n');
        await rm(stage.shell.path('copy/a.md'));
        expect((await run('get', '-r', 'models', 'copy'))[1]).to.deep.include({ created: ['a.md'] });
        expect((await stage.client.documents.read(a)).version).to.equal(1);
    });

    it('keeps what changed on both sides, and says so with exit code 4 [BY-04]', async () => {
        const [a = ''] = await plant({ 'models/a.md': 'a\n', 'models/b.md': 'b\n' });
        await write({ 'src/b.md': 'not from the cloud\n' });
        const [code, first] = await run('get', '-r', 'models/', 'src');
        expect([code, first.created, first.failed?.map(({ path, code }) => [path, code])]).to.deep.equal([
            4,
            ['a.md'],
            [['b.md', 'LOCAL_CHANGES']]
        ]);
        expect(await read('src/b.md')).to.equal('not from the cloud\n');
        await stage.client.documents.update(a, { content: 'theirs\n' });
        await write({ 'src/a.md': 'mine\n' });
        const [status, refused] = await run('put', '-r', 'src', 'models/');
        expect(status).to.equal(4);
        expect(refused.failed?.map(({ path, code }) => [path, code])).to.deep.equal([
            ['a.md', 'OPTIMISTIC_LOCK_CONFLICT'],
            ['b.md', 'OPTIMISTIC_LOCK_CONFLICT']
        ]);
        expect(await texts()).to.deep.equal({ 'models/a.md': 'theirs\n', 'models/b.md': 'b\n' });
        expect((await run('put', '-r', 'src', 'models/', '--force'))[1]).to.deep.equal({ changed: ['a.md', 'b.md'] });
        await write({ 'src/a.md': 'other\n' });
        expect((await run('get', '-r', 'models/', 'src', '--force'))[1]).to.deep.equal({
            changed: ['a.md'],
            unchanged: ['b.md']
        });
        expect(await read('src/a.md')).to.equal('mine\n');
    });

    it('keeps a file that is saved here while its document is requested [BY-04]', async () => {
        const [a = ''] = await plant({ 'models/a.md': 'a\n' });
        await run('get', '-r', 'models/', 'copy');
        await stage.client.documents.update(a, { content: 'theirs\n' });
        await methodsDuring(['pass', () => write({ 'copy/a.md': 'mine\n' })], async () => {
            const [code, { failed }] = await run('get', '-r', 'models/', 'copy');
            expect([code, failed?.map(({ code }) => code)]).to.deep.equal([4, ['LOCAL_CHANGES']]);
        });
        expect(await read('copy/a.md')).to.equal('mine\n');
    });

    it('writes no names that other programs obey, as a document of somebody else could have [BY-04]', async () => {
        await plant({
            '.git/hooks/run': 'x\n',
            'b/.GIT/config': 'x\n',
            'node_modules/c.js': 'x\n',
            '.bashrc': 'x\n',
            'a.md': 'a\n'
        });
        const [code, first] = await run('get', '-r', '/', 'copy');
        expect([code, first.created]).to.deep.equal([0, ['a.md']]);
        expect(first.skipped?.map(({ path, message }) => [path, message.includes('--hidden')])).to.have.deep.members([
            ['.bashrc', true],
            ['.git/hooks/run', false],
            ['b/.GIT/config', false],
            ['node_modules/c.js', false]
        ]);
        const [, hidden] = await run('get', '-r', '/', 'copy', '--hidden');
        expect(hidden.created).to.deep.equal(['.bashrc']);
        expect(hidden.skipped).to.have.length(3);
    });

    it('does not wait for a pipe in the place of a document [BY-04]', async () => {
        await plant({ 'models/a.md': 'a\n', 'models/b.md': 'b\n' });
        await write({ 'copy/b.md': 'b\n' });
        execFileSync('mkfifo', [stage.shell.path('copy/a.md')]);
        const [code, result] = await run('get', '-r', 'models/', 'copy');
        expect([code, result.failed?.map(({ code }) => code), result.unchanged]).to.deep.equal([
            1,
            ['NOT_A_FILE'],
            ['b.md']
        ]);
    });

    it('saves one of two files whose paths are one in the cloud [BY-04]', async () => {
        await write({ 'src/caf\u00e9.md': 'one\n', 'src/cafe\u0301.md': 'two\n' });
        const [code, first] = await run('put', '-r', 'src', 'models/');
        expect([code, first.created?.length, first.failed?.map(({ code }) => code)]).to.deep.equal([
            2,
            1,
            ['AMBIGUOUS_NAME']
        ]);
        expect(Object.keys(await texts())).to.deep.equal(['models/caf\u00e9.md']);
    });

    it('is not taken from an empty argument', async () => {
        for (const parameters of [
            ['put', '-r', '', 'models/'],
            ['put', '-r', 'src', ''],
            ['get', '-r', '', 'src'],
            ['get', '-r', '/', ''],
            ['ls', ''],
            ['grep', 'x', '']
        ]) {
            const { code, said } = await stage.shell.sanyam(...parameters);
            expect([code, said]).to.satisfy(
                ([exit, text]: [number, string]) => exit === 2 && text.includes('is empty')
            );
        }
    });

    it('goes on after a file that cannot be saved, and two documents of one path', async () => {
        await write({ 'src/bad.bin': Uint8Array.of(0, 255, 1), 'src/good.md': 'good\n', 'src/twice.md': 'mine\n' });
        await plant({ 'twice.md': '1' });
        await plant({ 'twice.md': '2' });
        const [code, result] = await run('put', '-r', 'src');
        expect([code, result.created, result.failed?.map(({ path }) => path)]).to.deep.equal([
            2,
            ['good.md'],
            ['bad.bin', 'twice.md']
        ]);
        expect((await run('get', '-r', '/', 'copy'))[1]).to.deep.include({ created: ['good.md'] });
    });

    it('stops when the gateway is away, and says what was not tried', async () => {
        await write({ 'src/a.md': 'a\n', 'src/b.md': 'b\n' });
        await methodsDuring(['pass', 'drop'], async () => {
            const [code, result] = await run('put', '-r', 'src', '--max-wait', '0');
            expect([code, result.failed?.map(({ path }) => path), result.not_tried]).to.deep.equal([
                7,
                ['a.md'],
                ['b.md']
            ]);
        });
    });

    it('needs -r, and takes no options for one document', async () => {
        await write({ 'a.md': 'a\n' });
        for (const parameters of [
            ['put', 'a.md', 'models/'],
            ['put', 'a.md', '--hidden'],
            ['put', '-r', '.', '--name', 'b'],
            ['get', 'a.md', '.'],
            ['get', '-r', 'models/', '-o', 'x'],
            ['get', '-r', 'a//b'],
            ['get', '-r', '/', '-'],
            ['put', '-r', '-'],
            ['put', '-r', '.', '-']
        ]) {
            expect((await stage.shell.sanyam(...parameters)).code, parameters.join(' ')).to.equal(2);
        }
        expect((await stage.shell.sanyam('get', '-r', 'models/')).code).to.equal(3);
        expect((await stage.shell.sanyam('put', '-r', 'missing')).code).to.equal(1);
    });
});
