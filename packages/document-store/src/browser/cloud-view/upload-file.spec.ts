// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { withLeftOut } from './left-out-files';
import { droppedFiles, MOST_UPLOADS } from './upload-file';

/** As a browser gives it. */
interface Entry {
    readonly name: string;
    readonly isFile: boolean;
    readonly isDirectory: boolean;
}

const gone = new DOMException('A requested file or directory could not be found', 'NotFoundError');

function fileEntry(name: string, file?: File): Entry {
    const read = (resolve: (found: File) => void, reject: (error: unknown) => void) =>
        file ? resolve(file) : reject(gone);
    return Object.assign({ name, isFile: true, isDirectory: false }, { file: read });
}

function folderEntry(name: string, entries?: Entry[]): Entry {
    const batches = [entries ?? [], []];
    const readEntries = (resolve: (found: Entry[]) => void, reject: (error: unknown) => void) =>
        entries ? resolve(batches.shift() ?? []) : reject(gone);
    return Object.assign({ name, isFile: false, isDirectory: true }, { createReader: () => ({ readEntries }) });
}

function dropOf(entries: Entry[]): DataTransfer {
    const items = entries.map(entry => ({ kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => null }));
    return { items } as unknown as DataTransfer;
}

describe('dropped files', () => {
    it('keep their folders', async () => {
        const { files } = await droppedFiles(
            dropOf([
                folderEntry('docs', [folderEntry('deep', [fileEntry('b.md', new File(['b'], 'b.md'))])]),
                fileEntry('a.md', new File(['text'], 'a.md'))
            ])
        );
        expect(files.map(({ folder, name, size }) => [folder, name, size])).to.deep.equal([
            ['docs/deep', 'b.md', 1],
            ['', 'a.md', 4]
        ]);
    });

    it('leave out what is hidden or belongs to another program, and the summary says so [FR-017]', async () => {
        const file = (name: string) => fileEntry(name, new File(['x'], name));
        const { files, leftOut } = await droppedFiles(
            dropOf([
                folderEntry('app', [
                    file('.env'),
                    folderEntry('.git', [folderEntry('hooks', [file('pre-commit')])]),
                    folderEntry('node_modules', [file('index.js')]),
                    folderEntry('src', [file('main.py'), file('.npmrc')])
                ]),
                file('.prettierrc'),
                folderEntry('.GIT', [file('config')])
            ])
        );
        expect(files.map(({ folder, name }) => `${folder}/${name}`)).to.deep.equal(['app/src/main.py', '/.prettierrc']);
        expect(leftOut).to.deep.equal(['.env', '.git', 'node_modules', '.npmrc', '.GIT']);
        expect(withLeftOut('Uploaded 2 of 2 files.', leftOut)).to.equal(
            'Uploaded 2 of 2 files. 5 hidden files or folders were left out, such as “\\.env”.'
        );
        expect(withLeftOut('Uploaded no file.', ['.git'])).to.equal(
            'Uploaded no file. “\\.git” is hidden and was left out.'
        );
        expect(withLeftOut('Uploaded 2 of 2 files.', [])).to.equal('Uploaded 2 of 2 files.');
    });

    it('are no longer read once they are more than one upload has', async () => {
        let reads = 0;
        const file = Object.assign(
            { name: 'a.md', isFile: true, isDirectory: false },
            { file: (resolve: (found: File) => void) => resolve(new File([], `${++reads}`)) }
        );
        const many = Array.from({ length: MOST_UPLOADS + 50 }, () => file);
        const { files } = await droppedFiles(dropOf([folderEntry('disk', [folderEntry('home', many)]), file]));
        expect([files.length, reads]).to.deep.equal([MOST_UPLOADS + 1, MOST_UPLOADS + 1]);
    });

    it('that cannot be read fail one by one with a reason, and the others are there', async () => {
        const vanished = new File(['x'], 'vanished.md');
        vanished.arrayBuffer = () => Promise.reject(gone);
        const { files } = await droppedFiles(
            dropOf([
                fileEntry('gone.md'),
                folderEntry('closed'),
                folderEntry('docs', [fileEntry('vanished.md', vanished), fileEntry('b.md', new File(['b'], 'b.md'))])
            ])
        );
        const outcomes = await Promise.all(
            files.map(async ({ folder, name, read }) => {
                const outcome = await read().then(
                    bytes => new TextDecoder().decode(bytes),
                    (error: unknown) => String(error)
                );
                return [folder, name, outcome];
            })
        );
        const reason = 'Error: The browser could not read it. Check that it still exists, and that you may read it.';
        expect(outcomes).to.deep.equal([
            ['', 'gone.md', reason],
            ['', 'closed', reason],
            ['docs', 'vanished.md', reason],
            ['docs', 'b.md', 'b']
        ]);
    });
});
