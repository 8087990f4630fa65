// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { CloudError } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import { ConflictAuthors } from './conflict-authors';
import { ConflictBar } from './conflict-bar';
import { SaveConflictService } from './save-conflict-service';
import type { SaveState } from './save-state';

disableBrowserGlobals();

const [ME, GRACE] = ['1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', '7c9e6679-7425-40de-944b-e07fc1f90ae7'];

describe('the bar of a conflict', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals()));
    after(() => disableBrowserGlobals());

    /** @param email what the cloud tells about who made the versions; an error if it does not answer */
    async function textOfBar(updatedBy: string | null, email: string | null | Error): Promise<string> {
        const list = async (): Promise<unknown> => {
            if (email instanceof Error) {
                throw email;
            }
            return {
                items: [
                    { created_by: ME, created_by_email: 'me@example.org' },
                    { created_by: GRACE, created_by_email: email }
                ]
            };
        };
        const authors = Object.assign(new ConflictAuthors(), {
            store: { versions: { list } },
            session: { user: { id: ME } }
        });
        const saveState: SaveState = {
            kind: 'conflict',
            conflict: { base: undefined, theirs: undefined, version: 3, updatedBy }
        };
        const node = document.createElement('div');
        const bar = new ConflictBar(
            { onDidResize: new Emitter().event, node, getControl: () => ({ layout: () => undefined }) } as never,
            { documentId: ME, saveState, onDidChangeSaveState: new Emitter().event } as never,
            Object.assign(new SaveConflictService(), { authors })
        );
        document.body.append(node);
        await new Promise(resolve => setImmediate(resolve));
        const text = node.querySelector('[role=status] span:not(.codicon)')?.textContent ?? '';
        bar.dispose();
        node.remove();
        return text.replace('Not saved: this document has changed in the cloud. ', '');
    }

    it('names who saved the other version, as far as the cloud tells [BY-01]', async () => {
        expect(await textOfBar(GRACE, 'grace@example.org')).to.equal('grace@example.org saved version 3.');
        expect(await textOfBar(GRACE, null)).to.equal('Another user saved version 3.');
        expect(await textOfBar(GRACE, new CloudError('SERVICE_UNAVAILABLE'))).to.equal('Another user saved version 3.');
        expect(await textOfBar(null, 'grace@example.org')).to.equal('Another user saved version 3.');
        expect(await textOfBar(ME, 'grace@example.org')).to.equal('You saved version 3 in another window.');
    });
});
