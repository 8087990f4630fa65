// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { CloudDocument } from '@sanyam/types';
import { ConfirmSaveDialog } from '@theia/core/lib/browser/dialogs';
import { expect } from 'chai';
import { listedDocument } from '../test/listed-document';
import type { ManyDocumentsTask } from './many-documents';
import { UploadFiles } from './upload-files';

disableBrowserGlobals();

describe('the document that an upload replaces', () => {
    const { open } = ConfirmSaveDialog.prototype;
    before(() => {
        disableBrowserGlobals = enableBrowserGlobals();
        ConfirmSaveDialog.prototype.open = async () => true;
    });
    after(() => {
        ConfirmSaveDialog.prototype.open = open;
        disableBrowserGlobals();
    });

    /** Uploads a file to the folder `proj`, chooses Replace, and returns the id of the document that gets the text. */
    async function replacedBy(name: string, documents: readonly CloudDocument[]): Promise<string | undefined> {
        let replaced: string | undefined;
        const replacing = {
            consequence: async () => '',
            say: async () => undefined,
            replace: async (document: CloudDocument) => {
                replaced = document.id;
                return document;
            }
        };
        const many = {
            run: async ({ items, perform }: ManyDocumentsTask<unknown, unknown>) => {
                const { signal } = new AbortController();
                const done = await Promise.all(
                    items.map(async item => ({ item, result: await perform(item, signal) }))
                );
                return { done, failed: [], canceled: [] };
            },
            showFailures: async () => undefined
        };
        const uploads = Object.assign(new UploadFiles(), {
            service: { create: async () => listedDocument(name) },
            listing: { documents, note: () => undefined },
            usage: { fresh: async () => undefined },
            languages: { detect: () => 'plaintext' },
            many,
            replacing,
            messages: {}
        });
        const file = { name, folder: '', size: 4, read: async () => new TextEncoder().encode('mine') };
        await uploads.run({ files: [file], leftOut: [] }, 'proj');
        return replaced;
    }

    const at = (hour: number): string => `2026-01-02T0${hour}:00:00.000000Z`;
    const mine = listedDocument('budget.md', { folder: 'proj', placed_at: at(1), updated_at: at(1) });

    it('is the one that had the name first, and not one that others gave the name [BY-04]', async () => {
        const thief = { ...mine, id: listedDocument('todo.md').id, placed_at: at(2), updated_at: at(2) };
        for (const documents of [
            [mine, thief],
            [thief, mine]
        ]) {
            expect(await replacedBy('budget.md', documents)).to.equal(mine.id);
        }
    });

    it('is in the same folder, and of the user', async () => {
        const others = [
            { ...mine, folder: 'other' },
            { ...mine, permission: 'edit' as const }
        ];
        expect(await replacedBy('budget.md', others)).to.equal(undefined);
    });

    it('has the name in any Unicode form', async () => {
        const composed = { ...mine, name: 'caf\u00e9.md' };
        expect(await replacedBy('cafe\u0301.md', [composed])).to.equal(mine.id);
        expect(await replacedBy('caf\u00e9.md', [{ ...mine, name: 'cafe\u0301.md' }])).to.equal(mine.id);
    });
});

describe('an upload that fails at a limit of the plan', () => {
    it('is checked against the plan that the user has at the retry', async () => {
        let allowed = 3;
        let reads = 0;
        const outcomes: string[] = [];
        const many = {
            run: async ({ items, perform }: ManyDocumentsTask<unknown, unknown>) => {
                const failed: { item: unknown; error: unknown }[] = [];
                for (const item of items) {
                    await perform(item, new AbortController().signal).then(
                        () => outcomes.push('uploaded'),
                        (error: unknown) => failed.push({ item, error })
                    );
                }
                return { done: [], failed, canceled: [] };
            },
            showFailures: async (
                _sentences: unknown,
                [first]: readonly { item: unknown; error: unknown }[],
                _nameOf: unknown,
                retry: (items: unknown[]) => Promise<unknown>
            ) => {
                if (first) {
                    outcomes.push(`${String(first.error)} ${reads} reads`);
                    allowed = 4;
                    await retry([first.item]);
                }
            }
        };
        const uploads = Object.assign(new UploadFiles(), {
            service: { create: async () => listedDocument('a.md') },
            listing: { documents: [], note: () => undefined },
            usage: {
                fresh: async () => ({
                    profile: { tier: 'small' },
                    tier_limits: { max_document_size_bytes: allowed }
                })
            },
            languages: { detect: () => 'plaintext' },
            many,
            replacing: { say: async () => undefined },
            messages: {}
        });
        const read = async (): Promise<Uint8Array> => {
            reads++;
            return new TextEncoder().encode('mine');
        };
        await uploads.run({ files: [{ name: 'a.md', folder: '', size: 4, read }], leftOut: [] }, '');
        expect(outcomes).to.deep.equal([
            'CloudError: The file has 4 bytes. Your plan allows documents of 3 bytes. 0 reads',
            'uploaded'
        ]);
    });
});
