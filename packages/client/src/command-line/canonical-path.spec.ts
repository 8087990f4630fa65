// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { resolve } from 'node:path';
import { canonicalPath, type FileSystem } from './canonical-path';

/** Returns a file system whose folders have these entries, as a test cannot choose the one that it runs on. */
function fileSystem(
    entries: readonly string[],
    ignoresCase: boolean,
    links: Readonly<Record<string, string>> = {}
): FileSystem {
    const paths = entries.map(entry => resolve(entry));
    const same = (one: string, other: string) =>
        ignoresCase ? one.toLowerCase() === other.toLowerCase() : one === other;
    const find = (path: string) => paths.findIndex(entry => same(entry, path));
    const missing = () => Object.assign(new Error('missing'), { code: 'ENOENT' });
    return {
        realpath: async path => {
            const target = links[path] === undefined ? path : resolve(links[path]);
            if (target !== resolve('/') && find(target) === -1) {
                throw missing();
            }
            // As on Linux, the typed case stays.
            return target;
        },
        readlink: async path => {
            if (links[path] === undefined) {
                throw missing();
            }
            return links[path];
        },
        identity: async path => {
            const index = find(path);
            if (index === -1) {
                throw missing();
            }
            return String(index);
        },
        readdir: async folder =>
            paths.filter(path => resolve(path, '..') === folder).map(path => path.slice(path.lastIndexOf('/') + 1))
    };
}

describe('the canonical path of a file', function () {
    before(function () {
        if (process.platform === 'win32') {
            this.skip();
        }
    });

    it('is as stored on a file system that ignores case', async () => {
        const files = fileSystem(['/Work', '/Work/Notes.md'], true);
        for (const spelling of ['/Work/Notes.md', '/work/notes.md', '/WORK/NOTES.MD', '/work/../WORK/nOTES.md']) {
            expect(await canonicalPath(spelling, files)).to.equal('/Work/Notes.md');
        }
    });

    it('keeps files apart whose names differ in case on other file systems', async () => {
        const files = fileSystem(['/work', '/work/a.md', '/work/A.MD', '/work/A.md'], false);
        for (const path of ['/work/a.md', '/work/A.MD', '/work/A.md']) {
            expect(await canonicalPath(path, files)).to.equal(path);
        }
    });

    it('keeps hard links apart, because each name is a document of its own', async () => {
        const files = fileSystem(['/work', '/work/a.md', '/work/A.MD'], false);
        const linked = { ...files, identity: async () => '1' };
        expect(await canonicalPath('/work/a.md', linked)).to.equal('/work/a.md');
        expect(await canonicalPath('/work/A.MD', linked)).to.equal('/work/A.MD');
    });

    it('of a new file is in the folder as stored', async () => {
        const files = fileSystem(['/Work'], true, { '/work/link.md': '/work/new.md' });
        expect(await canonicalPath('/work/new.md', files)).to.equal('/Work/new.md');
        expect(await canonicalPath('/work/link.md', files)).to.equal('/Work/new.md');
    });

    it('fails for a folder that does not exist', async () => {
        const failure = await canonicalPath('/nowhere/new.md', fileSystem(['/Work'], true)).catch((e: Error) => e);
        expect(failure).to.be.instanceOf(Error);
    });

    it('passes through folders that cannot be listed', async () => {
        const files = {
            ...fileSystem(['/Work', '/Work/a.md'], true),
            readdir: async () => Promise.reject(new Error())
        };
        expect(await canonicalPath('/Work/a.md', files)).to.equal('/Work/a.md');
    });
});
