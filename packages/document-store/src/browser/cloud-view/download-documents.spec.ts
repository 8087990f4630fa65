// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { CloudError, type CloudDocument } from '@sanyam/types';
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

    /** Documents of one name can have other languages, and other texts then. */
    function textOf(document?: CloudDocument): string {
        return `${document?.language_id === 'plaintext' ? 'text' : document?.language_id} of ${document?.name}`;
    }

    const TARGET = new URI('file:///home/ada/work');

    /** What the list of the cloud says, and what happens once while the disk writes. */
    interface Circumstances {
        readonly listing?: { readonly failure?: unknown; readonly phase?: string; readonly isCut?: boolean };
        /** Called before a file is written. What it returns is all that the disk takes: then it is full. */
        takes?: (text: string) => string | undefined;
    }

    /**
     * Downloads all documents to a disk with files, and repeats once what failed. Returns the disk after it, what failed and
     * why, and what was said.
     */
    async function download(
        documents: readonly CloudDocument[],
        before: Record<string, string>,
        folders: string[] = [],
        { listing, takes = () => undefined }: Circumstances = {}
    ) {
        const disk = new Map(Object.entries(before));
        const failures: string[] = [];
        const said: string[] = [];
        let hasRepeated = false;
        let isHeld = false;
        const pathOf = (uri: URI): string => uri.path.toString().replace('/home/ada/work/', '');
        const many = {
            run: async ({ items, perform }: ManyDocumentsTask<unknown, unknown>) => {
                // The list is not read while the user decides, or while a notice is open.
                expect(isHeld).to.equal(false);
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
                nameOf: (item: unknown) => string,
                retry: (items: unknown[]) => Promise<unknown>
            ) => {
                failures.push(...failed.map(({ item, error }) => `${nameOf(item)}: ${(error as Error).message}`));
                const retried = failed.filter(({ error }) => !(error instanceof CloudError));
                if (retried.length > 0 && !hasRepeated) {
                    hasRepeated = true;
                    await retry(retried.map(({ item }) => item));
                }
            }
        };
        const downloads = Object.assign(new DownloadDocuments(), {
            service: {
                read: async (id: string) => ({ content: textOf(documents.find(one => one.id === id)) })
            },
            listing: {
                documents: [] as readonly CloudDocument[],
                failure: undefined,
                phase: 'ready',
                isCut: false,
                hold: () => {
                    isHeld = true;
                    return { dispose: () => (isHeld = false) };
                },
                async settled() {
                    this.documents = isHeld ? documents : [];
                },
                ...listing
            },
            files: {
                resolve: async (uri: URI) => ({
                    children: [...disk.keys()]
                        .map(path => TARGET.resolve(path))
                        .filter(file => file.parent.toString() === uri.toString())
                        .map(({ path }) => ({ name: path.base }))
                }),
                exists: async (uri: URI) =>
                    [...disk.keys()].some(path => path.toLowerCase() === pathOf(uri).toLowerCase()),
                writeFile: async (uri: URI, bytes: BinaryBuffer) => {
                    const part = takes(bytes.toString());
                    disk.set(pathOf(uri), part ?? bytes.toString());
                    if (part !== undefined) {
                        throw new Error('The disk is full.');
                    }
                }
            },
            many,
            errors: { show: async (operation: string, { message }: Error) => said.push(`${operation}. ${message}`) },
            messages: { info: async (text: string) => said.push(text) }
        });
        const ids = documents.filter(({ folder }) => folder === '').map(({ id }) => id);
        await downloads.run({ documents: ids, folders }, TARGET);
        return { disk: Object.fromEntries(disk), failures, said };
    }

    it('become files, those of folders in folders, without a question', async () => {
        const documents = [listedDocument('a.md'), listedDocument('b.md', { folder: 'models/shared' })];
        const { disk, said } = await download(documents, { 'other.md': 'mine' }, ['models']);
        expect(disk).to.deep.equal({
            'other.md': 'mine',
            'a.md': 'text of a.md',
            'models/shared/b.md': 'text of b.md'
        });
        expect(questions).to.equal(0);
        expect(said).to.deep.equal(['Downloaded 2 of 2 documents to “work”.']);
    });

    it('of a folder stay in the cloud if not all are listed', async () => {
        const documents = [listedDocument('a.md', { folder: 'models' })];
        const operation = 'Could not download a folder: not all of its documents are listed. ';
        for (const [listing, reason] of [
            [{ failure: new Error('No answer.') }, 'No answer.'],
            [{ phase: 'loading' }, new CloudError('SERVICE_UNAVAILABLE').message],
            [{ isCut: true }, 'You have more documents than the list holds. Export your documents instead.']
        ] as const) {
            const { disk, said } = await download(documents, {}, ['models'], { listing });
            expect([disk, said]).to.deep.equal([{}, [operation + reason]]);
        }
        const alone = await download([listedDocument('a.md')], {}, [], { listing: { phase: 'loading' } });
        expect(Object.keys(alone.disk)).to.deep.equal(['a.md']);
    });

    it('are none in an empty folder, which is said', async () => {
        expect((await download([], {}, ['models'])).said).to.deep.equal(['Downloaded no document.']);
    });

    it('ask about their own half file when they are repeated, unless they may replace it', async () => {
        answer = true;
        for (const [disk, count] of [
            [{}, 1],
            [{ 'a.md': 'mine' }, 1]
        ] as const) {
            questions = 0;
            let isFull = true;
            const takes = (text: string): string | undefined => {
                const part = isFull ? text.slice(0, 4) : undefined;
                isFull = false;
                return part;
            };
            const done = await download([listedDocument('a.md')], disk, [], { takes });
            expect(done.disk).to.deep.equal({ 'a.md': 'text of a.md' });
            expect(done.failures).to.deep.equal(['a.md: The disk is full.']);
            expect(questions).to.equal(count);
        }
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

    it('have the same file each time, in whichever order the list has them', async () => {
        const texts = ['first', 'second'].map(text => listedDocument('a.md', { language_id: text }));
        const forwards = await download(texts, {});
        const backwards = await download(texts.toReversed(), {});
        expect(backwards.disk).to.deep.equal(forwards.disk);
    });

    it('replace no file that nobody was asked about', async () => {
        const { disk, failures } = await download([listedDocument('a.md')], { 'A.md': 'mine' });
        expect(disk).to.deep.equal({ 'A.md': 'mine' });
        expect(failures).to.deep.equal(['a.md: The folder has a file with this name.']);
    });
});
