// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { FolderOwners } from './folder-owners';

disableBrowserGlobals();

describe('the list of recent workspaces', () => {
    it('has the cloud folders that the user has opened, and nobody else’s', async () => {
        let stored: unknown;
        const owners = Object.assign(new FolderOwners(), {
            storage: {
                getData: async () => stored,
                setData: async (_key: string, value: unknown) => void (stored = value)
            }
        });
        const unnamed = ['file:///work', 'sanyam:/', 'sanyam://~shared/'];
        const all = [...unnamed, 'sanyam:/secret', 'sanyam:/plan'];
        await owners.note(new URI('sanyam:/secret'), 'ada');
        expect(await owners.visibleTo('ada', all)).to.deep.equal([...unnamed, 'sanyam:/secret']);
        expect(await owners.visibleTo('bob', all)).to.deep.equal(unnamed);
        expect(await owners.visibleTo(undefined, all)).to.deep.equal(unnamed);
        // A folder of the same name, of somebody else.
        await owners.note(new URI('sanyam:/secret'), 'bob');
        expect(await owners.visibleTo('ada', all)).to.deep.equal(unnamed);
    });
});
