// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { CloudFolder } from '../file-system/cloud-folder';
import { listedDocument } from '../test/listed-document';
import { CopyTarget } from './copy-target';

disableBrowserGlobals();

describe('the name of a copy in the Explorer', () => {
    const ID = '22222222-2222-4222-8222-222222222222';

    /** The folder `models` has two documents `notes.md`, and `designs` those that are given. */
    async function copied(name: string, into: string, designs: readonly string[] = []): Promise<string> {
        const documents = [listedDocument('notes.md'), listedDocument('notes.md', { id: ID })];
        const models = new CloudFolder(documents, ['notes (22222222-2222).old']);
        const names = new Map<string, readonly string[]>([
            ['/models', [...models.names, ...models.folderNames]],
            ['/designs', designs]
        ]);
        const target: CopyTarget = Object.assign(new CopyTarget(), {
            files: {
                resolve: async (resource: URI) => ({
                    resource,
                    isDirectory: names.has(resource.path.toString()) || models.hasFolder(resource.path.base),
                    children: names.get(resource.path.toString())?.map(child => ({ resource: resource.resolve(child) }))
                })
            },
            directory: {
                locate: ({ path }: URI) => path.base,
                entry: async (base: string) => ({ kind: 'document', document: models.find(base) })
            }
        });
        return (await target.of(new URI(`sanyam:///models/${name}`), new URI(`sanyam:///${into}`))).path.toString();
    }

    it('is that of the document, without the part of its id that its folder shows', async () => {
        expect(await copied('notes (22222222-2222).md', 'designs')).to.equal('/designs/notes.md');
        expect(await copied('notes.md', 'designs')).to.equal('/designs/notes.md');
    });

    it('is a new one where something has that name', async () => {
        expect(await copied('notes (22222222-2222).md', 'models')).to.equal('/models/notes copy.md');
        expect(await copied('notes (22222222-2222).md', 'designs', ['notes.md', 'notes copy.md'])).to.equal(
            '/designs/notes copy 1.md'
        );
    });

    it('of a folder is the name of the folder', async () => {
        expect(await copied('notes (22222222-2222).old', 'designs')).to.equal('/designs/notes (22222222-2222).old');
    });
});
