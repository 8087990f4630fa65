// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { CloudDocument } from '@sanyam/types';
import { ConfirmSaveDialog } from '@theia/core/lib/browser/dialogs';
import type { BinaryBuffer } from '@theia/core/lib/common/buffer';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { listedDocument } from '../test/listed-document';
import { DownloadDocuments } from './download-documents';
import type { FailureSentences, ItemFailure, ManyDocumentsTask } from './many-documents';

disableBrowserGlobals();

describe('documents that are downloaded to a folder', () => {
    const { open } = ConfirmSaveDialog.prototype;
    let answer: boolean | undefined;
    let questions = 0;
    before(() => {
        disableBrowserGlobals = enableBrowserGlobals();
        ConfirmSaveDialog.prototype.open = async () => {
            questions++;
            return answer;
        };
    });
    beforeEach(() => (questions = 0));
    after(() => {
        ConfirmSaveDialog.prototype.open = open;
        disableBrowserGlobals();
    });

    const TARGET = new URI('file:///home/ada/work');

    /** Downloads all documents to a disk with files, and returns the disk after it, and what failed and why. */
    async function download(
        documents: readonly CloudDocument[],
        before: Record<string, string>,
        folders: string[] = []
    ) {
        const disk = new Map(Object.entries(before));
        const failures: string[] = [];
        const pathOf = (uri: URI): string => uri.path.toString().replace('/home/ada/work/', '');
        const many = {
            run: async ({ items, perform }: ManyDocumentsTask<unknown, unknown>) => {
                const { signal } = new AbortController();
                const [done, failed]: [unknown[], unknown[]] = [[], []];
                for (const item of items) {
                    await perform(item, signal).then(
                        () => done.push({ item }),
                        (error: unknown) => failed.push({ item, error })
                    );
                }
                return { done, failed, canceled: [] };
            },
            showFailures: async (
                _: FailureSentences,
                failed: ItemFailure<unknown>[],
                nameOf: (item: unknown) => string
            ) => {
                failures.push(...failed.map(({ item, error }) => `${nameOf(item)}: ${(error as Error).message}`));
            }
        };
        const downloads = Object.assign(new DownloadDocuments(), {
            service: {
                read: async (id: string) => ({ content: `text of ${documents.find(one => one.id === id)?.name}` })
            },
            listing: { documents, hold: () => ({ dispose: () => undefined }), settled: async () => undefined },
            files: {
                resolve: async (uri: URI) => ({
                    children: [...disk.keys()]
                        .map(path => TARGET.resolve(path))
                        .filter(file => file.parent.toString() === uri.toString())
                        .map(({ path }) => ({ name: path.base }))
                }),
                exists: async (uri: URI) =>
                    [...disk.keys()].some(path => path.toLowerCase() === pathOf(uri).toLowerCase()),
                writeFile: async (uri: URI, bytes: BinaryBuffer) => disk.set(pathOf(uri), bytes.toString())
            },
            many,
            messages: { info: async () => undefined }
        });
        const ids = documents.filter(({ folder }) => folder === '').map(({ id }) => id);
        await downloads.run({ documents: ids, folders }, TARGET);
        return { disk: Object.fromEntries(disk), failures };
    }

    it('become files, those of folders in folders, without a question', async () => {
        const documents = [listedDocument('a.md'), listedDocument('b.md', { folder: 'models/shared' })];
        const { disk } = await download(documents, { 'other.md': 'mine' }, ['models']);
        expect(disk).to.deep.equal({
            'other.md': 'mine',
            'a.md': 'text of a.md',
            'models/shared/b.md': 'text of b.md'
        });
        expect(questions).to.equal(0);
    });

    it('replace files, stay beside them or are not written, as the user answers', async () => {
        const documents = [listedDocument('a.md'), listedDocument('new.md')];
        answer = true;
        expect((await download(documents, { 'a.md': 'mine' })).disk).to.deep.equal({
            'a.md': 'text of a.md',
            'new.md': 'text of new.md'
        });
        answer = false;
        expect((await download(documents, { 'a.md': 'mine' })).disk).to.deep.equal({
            'a.md': 'mine',
            'a copy.md': 'text of a.md',
            'new.md': 'text of new.md'
        });
        answer = undefined;
        expect((await download(documents, { 'a.md': 'mine' })).disk).to.deep.equal({ 'a.md': 'mine' });
        expect(questions).to.equal(3);
    });

    it('have a file each, also those of one name, and names that each system allows', async () => {
        const documents = ['a.md', 'A.md', 'a.md', 'what?.md'].map(name => listedDocument(name));
        const { disk } = await download(documents, {});
        expect(Object.keys(disk)).to.have.members(['a.md', 'A (2).md', 'a (3).md', 'what%3F.md']);
    });

    it('replace no file that nobody was asked about', async () => {
        const { disk, failures } = await download([listedDocument('a.md')], { 'A.md': 'mine' });
        expect(disk).to.deep.equal({ 'A.md': 'mine' });
        expect(failures).to.deep.equal(['a.md: The folder has a file with this name.']);
    });
});
