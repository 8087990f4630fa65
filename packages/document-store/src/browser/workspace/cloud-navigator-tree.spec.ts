// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { Deferred } from '@theia/core/lib/common/promise-util';
import URI from '@theia/core/lib/common/uri';
import { DirNode } from '@theia/filesystem/lib/browser/file-tree/file-tree';
import { FileStat } from '@theia/filesystem/lib/common/files';
import { expect } from 'chai';
import { CloudNavigatorTree } from './cloud-navigator-tree';

disableBrowserGlobals();

describe('the tree of the Explorer', () => {
    it('keeps the rows that it shows when another listing of their folder, which began before, ends', async () => {
        const listings = [new Deferred<void>(), new Deferred<void>()];
        const ended = [...listings];
        const resolve = async (uri: URI) => ({ ...FileStat.dir(uri), children: [FileStat.dir(uri.resolve('notes'))] });
        const filter = async <Item>(items: Item): Promise<Item> => {
            const made = await items;
            await ended.shift()?.promise;
            return made;
        };
        const tree: CloudNavigatorTree = Object.assign(new CloudNavigatorTree(), {
            directory: { isCloudUri: () => false },
            filter: { filter },
            fileService: { resolve }
        });
        const folder = new URI('file:///folder');
        tree.root = DirNode.createRoot(FileStat.dir(folder));
        const second = tree.refresh();
        const notes = '/folder/notes';
        listings[0]?.resolve();
        const shown = await new Promise(resolve => {
            const listener = tree.onNodeRefreshed(() => {
                listener.dispose();
                resolve(tree.getNode(notes));
            });
        });
        expect(shown).to.include({ id: notes, expanded: false });
        listings[1]?.resolve();
        await second;
        expect(tree.getNode(notes)).to.equal(shown);
    });
});
