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
                    return false;
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

    /** Opens a document and checks once for each list of ids, from the first page to the only one. */
    async function newsOf(opened: string, lists: readonly (readonly string[])[]): Promise<string[]> {
        const news: string[] = [];
        const answers = lists.map(ids => ({ items: ids.map(id => ({ id })), next_cursor: null }));
        const watcher = Object.assign(new CloudDocumentWatcher(), {
            documents: {
                list: async () => answers.shift(),
                forget: (id: string, kind: string) => news.push(`${id} ${kind}`)
            }
        });
        watches.push(watcher.watch(opened));
        await new Promise(resolve => setImmediate(resolve));
        while (answers.length > 0) {
            window.dispatchEvent(new window.Event('focus'));
            await new Promise(resolve => setImmediate(resolve));
        }
        return news;
    }

    it('says once that a document is gone, and when it is back', async () => {
        const lists = [['mine', 'other'], ['other'], ['other'], ['other'], ['mine', 'other'], ['mine'], [], []];
        expect(await newsOf('mine', lists)).to.deep.equal(['mine removed', 'mine changed', 'mine removed']);
    });

    it('asks once for a document of an older page that is gone, and says when a list has it again', async () => {
        const news: string[] = [];
        let names: string[] = [];
        const watcher = Object.assign(new CloudDocumentWatcher(), {
            documents: {
                nameOf: () => 'old.md',
                list: async ({ query }: DocumentQuery) =>
                    query === undefined
                        ? { items: [{ id: 'newest' }], next_cursor: 'the next page' }
                        : { items: names.map(id => ({ id })), next_cursor: null },
                findAgain: async () => {
                    news.push('asked');
                    return false;
                },
                forget: (id: string, kind: string) => news.push(`${id} ${kind}`)
            }
        });
        const check = async (): Promise<void> => {
            window.dispatchEvent(new window.Event('focus'));
            await new Promise(resolve => setImmediate(resolve));
        };
        watches.push(watcher.watch('old'));
        await check();
        await check();
        await check();
        names = ['old'];
        await check();
        await check();
        expect(news).to.deep.equal(['asked', 'old changed']);
    });
});
