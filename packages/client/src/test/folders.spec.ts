// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { stageClient } from './client-stage';

describe('folders on the command line', () => {
    const stage = stageClient();

    /** Creates documents whose texts are their paths. Returns their ids. */
    async function plant(...paths: readonly string[]): Promise<string[]> {
        const ids: string[] = [];
        for (const path of paths) {
            const slash = path.lastIndexOf('/');
            const place = { name: path.slice(slash + 1), folder: path.slice(0, Math.max(slash, 0)) };
            const document = { ...place, language_id: 'markdown', content: `${path}\n` };
            ids.push((await stage.client.documents.create(document)).id);
        }
        return ids;
    }

    const lastCells = (out: string) => out.split('\n').flatMap(line => line.split('\t').at(-1) || []);

    it('are listed with what is in them, and with all below them [BY-04]', async () => {
        await plant('z.md', 'models/b.md', 'models/a.md', 'models/shared/deep/c.md');
        expect(lastCells((await stage.shell.sanyam('ls', '/')).out)).to.deep.equal(['models/', 'z.md']);
        expect(lastCells((await stage.shell.sanyam('ls', 'models/')).out)).to.deep.equal([
            'models/shared/',
            'models/a.md',
            'models/b.md'
        ]);
        expect(lastCells((await stage.shell.sanyam('ls', '-r', '/models/')).out)).to.deep.equal([
            'models/a.md',
            'models/b.md',
            'models/shared/deep/c.md'
        ]);
        expect(await stage.shell.json('ls', 'models/'))
            .to.have.property('folders')
            .that.deep.equals(['models/shared']);
        expect(lastCells((await stage.shell.sanyam('ls')).out)).to.include.members(['z.md', 'models/b.md']);
    });

    it('are not found when nothing is in them, and the trash has none', async () => {
        expect((await stage.shell.sanyam('ls', '/')).code).to.equal(0);
        const { code, said } = await stage.shell.sanyam('ls', 'models/');
        expect([code, said]).to.deep.equal([3, 'sanyam: No folder of yours has the path “models”.\n']);
        expect((await stage.shell.sanyam('ls', 'models/', '--trash')).code).to.equal(2);
        expect((await stage.shell.sanyam('ls', 'a//b/')).code).to.equal(2);
        expect((await stage.shell.sanyam('ls', '-r', 'models')).code).to.equal(2);
    });

    it('tell documents of one name apart [BY-04]', async () => {
        const [top = '', inside = ''] = await plant('a.md', 'models/a.md', 'models/é.md');
        const { code, said } = await stage.shell.sanyam('get', 'a.md');
        expect(code).to.equal(2);
        expect(said).to.include('/models/a.md').and.to.include('/a.md').and.to.include('Use a path or an id instead');
        expect((await stage.shell.sanyam('get', '/a.md')).out).to.equal('a.md\n');
        expect((await stage.shell.sanyam('get', 'models/a.md')).out).to.equal('models/a.md\n');
        expect((await stage.shell.sanyam('get', '/models/e\u0301.md')).out).to.equal('models/é.md\n');
        expect((await stage.shell.sanyam('history', 'models/a.md')).code).to.equal(0);
        expect((await stage.shell.sanyam('get', 'other/a.md')).code).to.equal(3);
        const removed = await stage.shell.sanyam('rm', 'models/a.md');
        expect(removed.said).to.include(`“models/a.md” is in the trash. To restore it, run: sanyam restore ${inside}`);
        expect((await stage.shell.sanyam('rm', '/a.md')).code).to.equal(0);
        expect((await stage.shell.sanyam('restore', '/a.md')).out.split('\t')[0]).to.equal(top);
        expect((await stage.shell.sanyam('restore', 'models/a.md')).out.split('\t')[0]).to.equal(inside);
    });

    it('can be named by put, which creates and moves documents [BY-04]', async () => {
        await writeFile(stage.shell.path('a.md'), 'first\n');
        const { out } = await stage.shell.sanyam('put', 'a.md', '--name', 'models/shared/a.md');
        const [id = ''] = out.split('\t');
        expect(await stage.client.documents.read(id)).to.include({ name: 'a.md', folder: 'models/shared' });
        await writeFile(stage.shell.path('a.md'), 'second\n');
        expect((await stage.shell.sanyam('put', 'a.md')).code).to.equal(0);
        expect(await stage.client.documents.read(id)).to.include({ folder: 'models/shared', content: 'second\n' });
        const moved = await stage.shell.sanyam('put', 'a.md', '--id', id, '--name', '/b.md');
        expect(moved.code, moved.said).to.equal(0);
        expect(await stage.client.documents.read(id)).to.include({ name: 'b.md', folder: '', version: 3 });
        for (const name of ['models//a.md', 'models/', 'ada@example.com/a.md']) {
            expect((await stage.shell.sanyam('put', 'a.md', '--name', name)).code, name).to.equal(2);
        }
    });
});
