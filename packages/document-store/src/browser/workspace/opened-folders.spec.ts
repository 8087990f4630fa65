// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { OpenedFolders } from './opened-folders';

disableBrowserGlobals();

describe('the list of recent workspaces', () => {
    it('has the cloud folders that the user has opened, and nobody else’s', async () => {
        let stored: unknown;
        const folders = Object.assign(new OpenedFolders(), {
            storage: {
                getData: async () => stored,
                setData: async (_key: string, value: unknown) => void (stored = value)
            }
        });
        const unnamed = ['file:///work', 'sanyam:/', 'sanyam://~shared/'];
        const all = [...unnamed, 'sanyam:/secret', 'sanyam:/plan'];
        await folders.note(new URI('sanyam:/secret'), 'ada');
        expect(await folders.visibleTo('ada', all)).to.deep.equal([...unnamed, 'sanyam:/secret']);
        expect(await folders.visibleTo('bob', all)).to.deep.equal(unnamed);
        expect(await folders.visibleTo(undefined, all)).to.deep.equal(unnamed);
        // A folder of the same name, of somebody else.
        await folders.note(new URI('sanyam:/secret'), 'bob');
        expect(await folders.visibleTo('ada', all)).to.deep.equal(unnamed);
    });
});
