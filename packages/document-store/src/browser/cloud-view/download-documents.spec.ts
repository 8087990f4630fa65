// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { CloudError, type CloudDocument } from '@sanyam/types';
import { ConfirmSaveDialog } from '@theia/core/lib/browser/dialogs';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { listedDocument } from '../test/listed-document';
import { MemoryDisk, type DiskOptions } from '../test/memory-disk';
import { DownloadDocuments } from './download-documents';
import type { FailureSentences, ItemFailure, ManyDocumentsTask } from './many-documents';

disableBrowserGlobals();

describe('documents that are downloaded to a folder', () => {
    const { open } = ConfirmSaveDialog.prototype;
    /** True for **Keep Both**, false for **Replace**. */
    let answer: boolean | undefined;
    let questions = 0;
    /** What the last question listed. */
    let asked: readonly (string | null)[] = [];
    before(() => {
        disableBrowserGlobals = enableBrowserGlobals();
        ConfirmSaveDialog.prototype.open = async function () {
            questions++;
            asked = [...this.node.querySelectorAll('li')].map(({ textContent }) => textContent);
            return answer;
        };
    });
    beforeEach(() => (questions = 0));
    after(() => {
        ConfirmSaveDialog.prototype.open = open;
        disableBrowserGlobals();
    });

    /** Returns a sentence without the backslashes of Markdown. */
    function plain(sentence: string): string {
        return sentence.replaceAll('\\', '');
    }

    /** Documents of one name can have other languages, and other texts then. */
    function textOf(document?: CloudDocument): string {
        return `${document?.language_id === 'plaintext' ? 'text' : document?.language_id} of ${document?.name}`;
    }

    const TARGET = new URI('file:///home/ada/work');

    /** What the list of the cloud says, what the disk has, and what happens meanwhile. */
    interface Circumstances extends DiskOptions {
        readonly listing?: { readonly failure?: unknown; readonly phase?: string; readonly isCut?: boolean };
        /** Whether the user cancels after the first document. */
        readonly isCanceled?: boolean;
        /** Whether the documents come to the trash after they were listed. */
        readonly isTrashed?: boolean;
        /** Called when a text is read: what happens after the question. */
        readonly meanwhile?: (disk: Map<string, string>) => void;
    }

    /**
     * Downloads all documents to a disk with files, and repeats once what failed. Returns the disk after it, what failed and
     * why, and what was said.
     */
    async function download(
        documents: readonly CloudDocument[],
        before: Record<string, string>,
        folders: string[] = [],
        { listing, isCanceled, isTrashed, meanwhile, ...options }: Circumstances = {}
    ) {
        const disk = new MemoryDisk(TARGET, before, options);
        const failures: string[] = [];
        const said: string[] = [];
        let hasRepeated = false;
        let isHeld = false;
        const many = {
            run: async ({ items, progressOfOne, perform }: ManyDocumentsTask<unknown, unknown>) => {
                expect(progressOfOne?.('“a.md”')).to.equal('Downloading “a.md”…');
                // The list is not read while the user decides, or while a notice is open.
                expect(isHeld).to.equal(false);
                const { signal } = new AbortController();
                const [done, failed]: [unknown[], unknown[]] = [[], []];
                const begun = isCanceled ? 1 : items.length;
                for (const item of items.slice(0, begun)) {
                    await perform(item, signal).then(
                        () => done.push({ item }),
                        (error: unknown) => failed.push({ item, error })
                    );
                }
                return { done, failed, canceled: items.slice(begun) };
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
                read: async (id: string) => {
                    meanwhile?.(disk.files);
                    const content = textOf(documents.find(one => one.id === id));
                    return { content, read_only_reason: isTrashed ? 'trashed' : null };
                }
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
            files: disk,
            many,
            errors: { show: async (operation: string, { message }: Error) => said.push(`${operation}. ${message}`) },
            messages: { info: async (text: string) => said.push(text) }
        });
        const ids = documents.filter(({ folder }) => folder === '').map(({ id }) => id);
        await downloads.run({ documents: ids, folders }, TARGET);
        return { disk: Object.fromEntries(disk.files), failures, said };
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
        answer = false;
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
        answer = false;
        expect((await download(documents, { 'a.md': 'mine' })).disk).to.deep.equal({
            'a.md': 'text of a.md',
            'new.md': 'text of new.md'
        });
        answer = true;
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

    it('ask also about a name that the disk takes for the same', async () => {
        answer = undefined;
        const before = { 'A.md': 'mine', 'b.md': 'mine' };
        const { disk } = await download([listedDocument('a.md'), listedDocument('b.md')], before);
        expect(disk).to.deep.equal(before);
        expect(asked).to.have.members(['“a.md”', '“b.md”']);
    });

    it('replace no file that nobody was asked about', async () => {
        const meanwhile = (disk: Map<string, string>): unknown => disk.set('a.md', 'mine');
        const { disk, failures } = await download([listedDocument('a.md')], {}, [], { meanwhile });
        expect(disk).to.deep.equal({ 'a.md': 'mine' });
        expect(failures).to.deep.equal(['a.md: The folder has a file with this name.']);
    });

    it('are not written through a link, nor where the disk has the other of a file and a folder', async () => {
        answer = false;
        const top = [listedDocument('a.md')];
        const below = [listedDocument('a.md', { folder: 'models' })];
        for (const [documents, before, links, failure] of [
            [top, { 'a.md': 'mine' }, ['a.md'], 'a.md: On the disk, “a.md” is a link to another place.'],
            [
                below,
                { 'models/b': 'mine' },
                ['models'],
                'models/a.md: On the disk, “models” is a link to another place.'
            ],
            [top, { 'a.md/b': 'mine' }, [], 'a.md: On the disk, “a.md” is a folder.'],
            [below, { models: 'mine' }, [], 'models/a.md: On the disk, “models” is a file, not a folder.']
        ] as const) {
            const { disk, failures } = await download(documents, before, ['models'], { links });
            expect(disk).to.deep.equal(before);
            expect(failures).to.deep.equal([failure]);
        }
    });

    it('are not written if they were moved to the trash meanwhile', async () => {
        const { disk, failures } = await download([listedDocument('a.md')], {}, [], { isTrashed: true });
        expect(disk).to.deep.equal({});
        expect(failures).to.deep.equal(['a.md: It was moved to the trash meanwhile.']);
    });

    it('are said to have other names where a disk does not allow theirs', async () => {
        const one = await download([listedDocument('a:b.md')], {});
        expect(one.disk).to.deep.equal({ 'a%3Ab.md': 'text of a:b.md' });
        const names = 'On the disk, “a:b.md” has the name “a%3Ab.md”.';
        expect(one.said.map(plain)).to.deep.equal([`Downloaded “a%3Ab.md” to “work”. ${names}`]);
        const documents = [listedDocument('a:b.md'), listedDocument('c.md', { folder: 'con' }), listedDocument('d.md')];
        const several = await download(documents, {}, ['con']);
        expect(several.said.map(plain)).to.deep.equal([
            'Downloaded 3 of 3 documents to “work”. On the disk, 2 have other names, among them “a:b.md”, which is “a%3Ab.md” there.'
        ]);
    });

    it('that fail are named by their files: two can have one name', async () => {
        answer = false;
        const documents = [listedDocument('a.md'), listedDocument('a.md')];
        const { failures } = await download(documents, {}, [], { takes: () => '' });
        expect(failures.slice(0, 2)).to.deep.equal(['a.md: The disk is full.', 'a (2).md: The disk is full.']);
    });

    it('are counted when the user cancels', async () => {
        const documents = [listedDocument('a.md'), listedDocument('b.md')];
        const { said } = await download(documents, {}, [], { isCanceled: true });
        expect(said).to.deep.equal(['Canceled the download. 1 of 2 documents are downloaded.']);
    });
});
