// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { stageClient } from './client-stage';

const note = { name: 'notes.md', language_id: 'markdown', content: 'first' };

describe('an input of sanyam put that cannot be saved', () => {
    const stage = stageClient();

    it('says what is empty, and what to enter', async () => {
        await writeFile(stage.shell.path('notes.md'), 'text');
        const { id } = await stage.client.documents.create(note);
        for (const [parameters, sentence] of [
            [['notes.md', '--name', ''], 'The name after --name is empty. Enter a name, or leave out --name.'],
            [['notes.md', '--id', id, '--name', ''], 'The name after --name is empty.'],
            [[''], 'The path of the file is empty. Enter a path, or - for standard input.'],
            [['', '--name', 'x.md'], 'The path of the file is empty.'],
            [['', '-r'], 'The path of the local folder is empty. Enter a path; . is the present folder.\n'],
            [['.', '', '-r'], 'The path of the folder is empty. Enter a path; / has all documents.\n']
        ] as const) {
            const { code, said } = await stage.shell.sanyam('put', ...parameters);
            expect([code, said.startsWith(`sanyam: ${sentence}`)], said).to.deep.equal([2, true]);
        }
    });

    it('names standard input that is not text', async () => {
        const { code, said } = await stage.shell.pipe('a\0b', 'put', '-', '--name', 'x');
        expect([code, said]).to.deep.equal([
            2,
            'sanyam: Standard input has a NUL character (U+0000), as its character 2. Documents cannot contain it. Remove it.\n'
        ]);
    });

    it('with -r says that a file is not a folder', async () => {
        await writeFile(stage.shell.path('notes.md'), 'text');
        for (const [path, reason] of [
            ['notes.md', 'it is not a folder. To save one file, leave out -r'],
            ['notes.md/below', 'a part of its path is not a folder']
        ] as const) {
            const { code, said } = await stage.shell.sanyam('put', '-r', path);
            expect([code, said]).to.deep.equal([1, `sanyam: Could not read ${path}: ${reason}.\n`]);
        }
    });
});
