// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { removeStoredTraces } from './stored-traces';

/** Returns the keys that stay in a storage. */
function left(stored: Record<string, string>): string[] {
    const items = new Map(Object.entries(stored));
    removeStoredTraces({
        get length() {
            return items.size;
        },
        key: index => [...items.keys()][index] ?? null,
        getItem: key => items.get(key) ?? null,
        setItem: expect.fail,
        removeItem: key => void items.delete(key),
        clear: expect.fail
    });
    return [...items.keys()];
}

describe('what a browser keeps about the cloud documents of a former user', () => {
    it('is removed by address, in keys and values, also within another address', () => {
        const stored = {
            'theia:/:file:///work:editor-navigation-contribution': '{"locations":[{"uri":"sanyam:/plan/a.md"}]}',
            'theia:/:file:///work:recently-closed-editors': '{"closedEditors":[{"uri":"sanyam-version://id/1/a.md"}]}',
            'theia:/:file:///work:layout': '{"tab":"diff:?%5B%22sanyam-compared%3A%2Fid%22%5D"}',
            'theia:/:file:///other:layout': '{"tab":"diff:?%255B%2522sanyam%253A%252Fplan%2522"}',
            'theia:/:sanyam:/plan:layout': '{}',
            'theia:/:sanyam://~shared/ada@example.org/plan:output': '{}',
            'theia:/:sanyam.cloudFolders.opened': '{"sanyam:/plan":"ada"}',
            'theia:/:file:///work:sanyam.editor-addresses': '[["sanyam:/plan/a.md","1"]]'
        };
        expect(left(stored)).to.deep.equal([]);
    });

    it('is all that is removed', () => {
        const stored = {
            'theia:/:file:///work:layout': '{"tab":"file:///work/sanyam/a.md"}',
            'theia:/:file:///work/sanyam:layout': '{"command":"sanyam.signIn","label":"Sanyam: Sign In"}',
            'theia:/:sanyam.cloudFolders.owner': '"ada"',
            other: 'sanyam:/plan'
        };
        expect(left(stored)).to.deep.equal(Object.keys(stored));
    });
});
