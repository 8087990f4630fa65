// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import URI from '@theia/core/lib/common/uri';
import { FileStat } from '@theia/filesystem/lib/common/files';
import { expect } from 'chai';
import { CloudFileCommands } from './cloud-file-commands';

disableBrowserGlobals();

/** The check of the names that a dialog gets. */
class TestCommands extends CloudFileCommands {
    problemIn(folder: string, name: string, allowNested: boolean): Promise<string> {
        return this.validateFileName(name, FileStat.dir(folder), allowNested);
    }
}

describe('a name for the Explorer', () => {
    const commands: TestCommands = Object.assign(Object.create(TestCommands.prototype) as TestCommands, {
        directory: {
            isCloudUri: ({ scheme }: URI) => scheme === 'sanyam',
            locate: () => ({ kind: 'own', path: 'notes' })
        },
        fileService: { exists: async ({ path }: URI) => path.toString() === '/notes/Taken?.md' }
    });
    const names = ['Why?.md', 'Meeting 10:30.md', 'a:b', 'C*.md', '<b>.md', 'a|b.md', '"q".md', 'CON', 'aux'];

    for (const name of [...names, 'nul.txt', 'trail.', 'a%20b']) {
        it(`can be ${name} in a cloud folder`, async () => {
            expect(await commands.problemIn('sanyam:///notes', name, true)).to.equal('');
            expect(await commands.problemIn('sanyam:///notes', name, false)).to.equal('');
            expect(await commands.problemIn('sanyam:///notes', `below/${name}`, true)).to.equal('');
        });
    }

    it('follows the rules of documents in a cloud folder', async () => {
        for (const name of [
            ' a',
            'a ',
            '/a',
            'a//b',
            'a/',
            '..',
            '../a',
            '.',
            String.raw`a\b`,
            'a\u202Eb',
            'x'.repeat(300)
        ]) {
            expect(await commands.problemIn('sanyam:///notes', name, true), name).to.not.equal('');
        }
        expect(await commands.problemIn('sanyam:///notes', 'a/b', false)).to.include('cannot contain a slash');
        expect(await commands.problemIn('sanyam:///notes', 'Taken?.md', true)).to.equal(
            'A file or folder Taken?.md already exists at this location. Please choose a different name.'
        );
        expect(await commands.problemIn('sanyam:///notes', '', true)).to.equal('');
    });

    it('follows those of Theia on the disk', async () => {
        for (const name of names) {
            expect(await commands.problemIn('file:///notes', name, false), name).to.include('not valid');
        }
        expect(await commands.problemIn('file:///notes', 'a.md', false)).to.equal('');
    });
});
