// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { isSearched } from './path-filter';
import { asPattern, splitPatterns } from './pattern-text';

describe('isSearched', () => {
    const cases: [path: string, patterns: Parameters<typeof isSearched>[1], expected: boolean][] = [
        ['a.dsl', {}, true],
        ['models/a.dsl', { include: ['*.dsl'] }, true],
        ['models/a.md', { include: ['*.dsl'] }, false],
        ['models/deep/a.md', { include: ['models'] }, true],
        ['models/deep/a.md', { include: ['deep/'] }, true],
        ['models/deep/a.md', { include: ['./deep'] }, false],
        ['models/deep/a.md', { include: ['./models'] }, true],
        ['models2/a.md', { include: ['models'] }, false],
        ['a/node_modules/b.js', { exclude: ['**/node_modules'] }, false],
        ['a/b.js', { exclude: ['**/node_modules', '/b.js'] }, false],
        ['a/b.js', { include: ['*.js'], exclude: ['a'] }, false],
        ['a/b.js', { include: ['/home/ada/project/a'] }, false]
    ];
    for (const [path, patterns, expected] of cases) {
        it(`is ${expected} for ${path} with ${JSON.stringify(patterns)}`, () => {
            expect(isSearched({ path }, patterns)).to.equal(expected);
        });
    }

    it('takes a pattern that begins with / for the whole path on the disk, too', () => {
        const file = { path: 'a/b.js', root: '/home/ada/project' };
        expect(isSearched(file, { include: ['/home/ada/project/a'] })).to.equal(true);
        expect(isSearched(file, { include: ['/home/ada/project/c'] })).to.equal(false);
        expect(isSearched(file, { exclude: ['ada'] })).to.equal(true);
    });

    /** Names of folders that are a pattern, or look like one. */
    const FOLDERS = [
        'plain',
        'sp ace',
        'ünï',
        '[id]',
        '{a,b}',
        '(x)',
        'a,b',
        '!not',
        'a*b',
        'x#y',
        'q?z',
        '50%',
        '[',
        '}'
    ];

    for (const folder of [...FOLDERS, 'a/[id]', '{a', ']a[', '[a, b]']) {
        it(`means only the folder ${folder} by its pattern, also in a list that is split`, () => {
            const include = splitPatterns(`none, ${asPattern(folder)}/**, neither`);
            expect(include).to.have.length(3);
            for (const path of [`${folder}/a.md`, `deep/${folder}/deep/er/a.md`]) {
                expect(isSearched({ path }, { include }), path).to.equal(true);
                expect(isSearched({ path }, { exclude: include }), path).to.equal(false);
            }
            for (const other of ['i/a.md', 'a/a.md', 'axb/a.md', 'qyz/a.md', 'a/i/a.md']) {
                expect(isSearched({ path: other }, { include }), other).to.equal(false);
            }
        });
    }

    it('takes a path for the file or folder that has it, also if it is a pattern', () => {
        for (const folder of FOLDERS) {
            for (const pattern of [
                folder,
                `./${folder}`,
                `/${folder}`,
                `${folder}/`,
                `${folder}/**`,
                `${folder}/a.md`
            ]) {
                expect(isSearched({ path: `${folder}/a.md` }, { include: [pattern] }), pattern).to.equal(true);
            }
        }
        expect(isSearched({ path: 'i/a.md' }, { include: ['[id]'] })).to.equal(true);
    });

    it('knows a bracket, a brace or a comma in brackets, and a comma behind a backslash', () => {
        const cases: [folder: string, pattern: string][] = [
            ['[id]', '[[]id]'],
            ['[id]', '[[]id[]]'],
            ['[id]', '[[]*'],
            ['{a,b}', '[{]a[,]b[}]'],
            ['a,b', 'a[,]b'],
            ['a,b', String.raw`a\,b`],
            ['a[1]', '{x,a[[]1[]]}'],
            ['x[y', '?[a[]y']
        ];
        for (const [folder, pattern] of cases) {
            const include = splitPatterns(pattern);
            expect(include, pattern).to.have.length(1);
            expect(isSearched({ path: `${folder}/deep/a.md` }, { include }), pattern).to.equal(true);
        }
    });

    it('splits a list at the commas between its patterns', () => {
        expect(splitPatterns('*.{md,txt}, [a,b]*,, c ')).to.deep.equal(['*.{md,txt}', '[a,b]*', 'c']);
        expect(splitPatterns('[a, {b')).to.deep.equal(['[a', '{b']);
        expect(splitPatterns('')).to.deep.equal([]);
    });

    it('takes as long as a pattern is, also for brackets and braces that do not end', () => {
        for (const part of ['[a]', '[', '{', '{[', '{[a]', '[[]', '{a,']) {
            const pattern = `{${part.repeat(20_000)}`;
            expect(splitPatterns(pattern).join(',').length, part).to.be.within(20_000, pattern.length);
            expect(isSearched({ path: 'a/b.md' }, { include: [pattern.slice(0, 3000)] }), part).to.equal(false);
        }
        expect(splitPatterns('{[a}],b')).to.deep.equal(['{[a}]', 'b']);
    });
});
