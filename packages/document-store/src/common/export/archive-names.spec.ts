// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mock } from 'node:test';
import { ArchiveNames } from './archive-names';

describe('the path of a document in an archive', () => {
    const pathsOf = (...documents: readonly (readonly [string, string])[]) => {
        const names = new ArchiveNames();
        return documents.map(([folder, name]) => names.pathOf('documents', folder, name));
    };

    it('has its folders', () => {
        expect(pathsOf(['', 'a.md'], ['models/shared', 'a.md'], ['models', 'b.md'])).to.deep.equal([
            'documents/a.md',
            'documents/models/shared/a.md',
            'documents/models/b.md'
        ]);
    });

    it('has only what Windows allows, so that another document can be told from it', () => {
        for (const [name, path] of [
            ['what?.md', 'what%3F.md'],
            ['a:b|c"d<e>f*g\\h', 'a%3Ab%7Cc%22d%3Ce%3Ef%2Ag%5Ch'],
            ['tab\there', 'tab%09here'],
            ['trail.', 'trail%2E'],
            ['trail ', 'trail%20'],
            ['CON', '_CON'],
            ['nul.txt', '_nul.txt'],
            ['lpt9.a.b', '_lpt9.a.b'],
            ['console.md', 'console.md'],
            ['50%.md', '50%.md'],
            ['naïve 😀.md', 'naïve 😀.md']
        ] as const) {
            expect(pathsOf(['', name]), name).to.deep.equal([`documents/${path}`]);
        }
    });

    it('differs from all others, whatever the system compares', () => {
        expect(
            pathsOf(
                ['', 'a.md'],
                ['', 'a.md'],
                ['', 'A.MD'],
                ['', 'a (2).md'],
                ['', 'é'],
                ['', 'e\u0301'],
                ['', 'ß'],
                ['', 'ẞ']
            )
        ).to.deep.equal(
            ['a.md', 'a (2).md', 'A (3).MD', 'a (2) (2).md', 'é', 'e\u0301 (2)', 'ß', 'ẞ (2)'].map(
                name => `documents/${name}`
            )
        );
    });

    it('differs from the path of a folder with its name', () => {
        expect(pathsOf(['', 'models'], ['models', 'a.md'], ['models', 'b.md'], ['MODELS', 'c.md'])).to.deep.equal([
            'documents/models',
            'documents/models (2)/a.md',
            'documents/models (2)/b.md',
            'documents/MODELS (3)/c.md'
        ]);
    });

    it('is short enough for every system, and keeps its extension', () => {
        for (const name of ['x'.repeat(255), `${'😀'.repeat(250)}.md`, `a.${'x'.repeat(250)}`]) {
            const [path = ''] = pathsOf(['', name]);
            expect(Buffer.byteLength(path), name).to.be.within(100, 250);
            expect(path.isWellFormed()).to.equal(true);
        }
        expect(pathsOf(['', `${'😀'.repeat(250)}.md`])[0]).to.match(/😀\.md$/);
    });

    it('is found in a few tries, however many documents have one name', () => {
        const normalize = mock.method(String.prototype, 'normalize');
        try {
            const paths = pathsOf(...Array.from({ length: 500 }, () => ['', 'log.txt'] as const));
            expect(new Set(paths).size).to.equal(500);
            expect(paths.at(-1)).to.equal('documents/log (500).txt');
            expect(normalize.mock.callCount()).to.be.below(500 * 6);
        } finally {
            normalize.mock.restore();
        }
    });
});
