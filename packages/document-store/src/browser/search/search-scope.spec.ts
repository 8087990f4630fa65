// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { parseCloudUri } from '@sanyam/types';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { listedDocument } from '../test/listed-document';
import { searchScopeOf, WHOLE_CLOUD } from './search-scope';

disableBrowserGlobals();

describe('the scope of a search [BY-05]', () => {
    const top = listedDocument('top.md');
    const own = listedDocument('a.dsl', { folder: 'models/shared' });
    const beside = listedDocument('b.dsl', { folder: 'models2' });
    const others = listedDocument('c.dsl', { folder: 'models', permission: 'view' });
    const all = [top, own, beside, others];

    function scopeOf(address: string) {
        const { scheme, authority, path } = new URI(address);
        const scope = searchScopeOf(parseCloudUri({ scheme, authority, path: path.toString() }));
        return { query: scope.query, paths: all.map(document => scope.pathOf(document)).filter(Boolean) };
    }

    it('of a window without a folder has all documents', () => {
        expect(WHOLE_CLOUD.query).to.deep.equal({});
        expect(all.map(WHOLE_CLOUD.pathOf)).to.deep.equal([
            'top.md',
            'models/shared/a.dsl',
            'models2/b.dsl',
            'ada@example.org/models/c.dsl'
        ]);
    });

    it('of an own folder has what is below it, and the top nothing that others share', () => {
        expect(scopeOf('sanyam:/')).to.deep.equal({
            query: { folder: '' },
            paths: ['top.md', 'models/shared/a.dsl', 'models2/b.dsl']
        });
        expect(scopeOf('sanyam:/models/')).to.deep.equal({ query: { folder: 'models' }, paths: ['shared/a.dsl'] });
        expect(scopeOf('sanyam:/Cafe\u0301').query).to.deep.equal({ folder: 'Caf\u00E9' });
    });

    it('of shared documents has no own ones, and those of an owner only what is in that folder', () => {
        for (const [address, path] of [
            ['sanyam://~shared/', 'ada@example.org/models/c.dsl'],
            ['sanyam://~shared/ada@example.org', 'models/c.dsl'],
            ['sanyam://~shared/ada@example.org/models', 'c.dsl']
        ] as const) {
            expect(scopeOf(address), address).to.deep.equal({ query: {}, paths: [path] });
        }
        expect(scopeOf('sanyam://~shared/bob@example.org').paths).to.deep.equal([]);
    });

    it('of the address of a document has this document alone', () => {
        expect(scopeOf(`sanyam://${own.id}/a.dsl`).paths).to.deep.equal(['a.dsl']);
    });
});
