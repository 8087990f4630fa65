// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { DocumentQuery } from '@sanyam/store';
import type { Disposable } from '@theia/core/lib/common/disposable';
import { expect } from 'chai';
import { CloudDocumentWatcher } from './cloud-document-watcher';

disableBrowserGlobals();

describe('the watcher of open documents', () => {
    const watches: Disposable[] = [];

    beforeEach(() => {
        disableBrowserGlobals = enableBrowserGlobals();
        Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'visible' });
    });
    afterEach(() => {
        watches.splice(0).forEach(watch => watch.dispose());
        disableBrowserGlobals();
    });

    /**
     * Opens documents, and checks as often as there are documents.
     *
     * @param names of the documents that the user can still see
     * @param newest ids on the first page, after which others follow
     * @returns the ids of the documents that no list has under their name, and the number of requests
     */
    async function check(opened: readonly string[], names: readonly string[], newest: readonly string[]) {
        const gone: string[] = [];
        let requests = 0;
        const watcher = Object.assign(new CloudDocumentWatcher(), {
            documents: {
                nameOf: (id: string) => `${id}.md`,
                list: async ({ query }: DocumentQuery) => {
                    requests++;
                    return query === undefined
                        ? { items: newest.map(id => ({ id })), next_cursor: 'the next page' }
                        : { items: names.filter(id => query === `${id}.md`).map(id => ({ id })), next_cursor: null };
                },
                findAgain: async (id: string) => {
                    requests++;
                    gone.push(id);
                }
            }
        });
        for (const id of opened) {
            watches.push(watcher.watch(id));
            window.dispatchEvent(new window.Event('focus'));
            // A check waits for two answers.
            await new Promise(resolve => setImmediate(resolve));
        }
        return { gone, requests };
    }

    it('notices that the share of a document has ended, also for a user with more documents than a page has', async () => {
        expect((await check(['ended'], [], ['newest'])).gone).to.deep.equal(['ended']);
    });

    it('leaves a document alone that is only older than those on the page, and asks for one of them in a check', async () => {
        const { gone, requests } = await check(['old', 'older', 'newest'], ['old', 'older'], ['newest']);
        expect(gone).to.deep.equal([]);
        expect(requests).to.equal(6);
    });
});
