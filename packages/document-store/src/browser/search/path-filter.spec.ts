// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { isSearched } from './path-filter';

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
});
