// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { CloudDocument } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { QuickInputService } from '@theia/core/lib/common/quick-pick-service';
import { Container, injectable } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { listedDocument } from '../test/listed-document';
import { TrashActions, type TrashItem } from '../trash/trash-actions';
import type { ReplaceAnswer } from './ask-to-replace';
import { CloudListing } from './cloud-listing';
import { CloudTreeContents } from './cloud-tree-contents';
import { ManyDocuments } from './many-documents';
import { MoveConflicts } from './move-conflicts';
import { MoveDocuments } from './move-documents';

disableBrowserGlobals();

describe('a document that moves to a folder with one of its name', () => {
    const here = listedDocument('a.md', { folder: 'one' });
    const there = listedDocument('a.md', { folder: 'two' });
    const twin = listedDocument('a.md', { folder: 'three' });
    const other = listedDocument('b.md', { folder: 'one' });

    /** @param answers of the user to the question, and whether to press Undo */
    async function move(
        documents: readonly CloudDocument[],
        answer: ReplaceAnswer | undefined,
        present: readonly CloudDocument[] = [here, there, other],
        undoes = false
    ): Promise<{ asked: number; did: string[] }> {
        const did: string[] = [];
        let asked = 0;
        const names = (items: readonly TrashItem[]) => items.map(({ id }) => (id === there.id ? 'there' : id));
        @injectable()
        class Answered extends MoveConflicts {
            protected override ask(clashing: readonly CloudDocument[]): Promise<ReplaceAnswer | undefined> {
                asked = clashing.length;
                return Promise.resolve(answer);
            }
        }
        const container = new Container();
        const bind = (service: symbol | (abstract new (...parameters: never) => unknown), value: object): void =>
            void container.bind<unknown>(service).toConstantValue(value);
        bind(CloudDocumentService, {
            save: async (id: string, change: object) => {
                const name = [here, twin, other].find(each => each.id === id)?.folder ?? '';
                did.push(`${name}: ${JSON.stringify(change)}`);
                return {};
            }
        });
        bind(CloudListing, { documents: present, note: () => undefined });
        bind(TrashActions, {
            trashQuietly: async (items: readonly TrashItem[]) => {
                did.push(`trash ${names(items).join()}`);
                return items;
            },
            restore: async (items: readonly TrashItem[]) => did.push(`restore ${names(items).join()}`)
        });
        bind(MessageService, {
            info: async (text: string) => {
                did.push(text.replaceAll('\\', ''));
                return undoes ? 'Undo' : undefined;
            },
            showProgress: async () => ({ report: () => undefined, cancel: () => undefined })
        });
        for (const service of [CloudTreeContents, QuickInputService, CloudErrorPresenter]) {
            bind(service, {});
        }
        container.bind(ManyDocuments).toSelf();
        container.bind(MoveConflicts).to(Answered);
        container.bind(MoveDocuments).toSelf();
        await container.get(MoveDocuments).move(documents, 'two');
        await new Promise(resolve => setImmediate(resolve));
        return { asked, did };
    }

    it('stays if the user cancels', async () =>
        expect(await move([here, other], undefined)).to.deep.equal({ asked: 1, did: [] }));

    it('gets another name to keep both, and its own one back with Undo', async () =>
        expect((await move([here], 'keepBoth', undefined, true)).did).to.deep.equal([
            'one: {"folder":"two","name":"a copy.md"}',
            'Moved “a.md” to “two” as “a copy.md”.',
            'one: {"folder":"one","name":"a.md"}'
        ]));

    it('replaces it after it has moved: the other one is in the trash, and comes back with Undo', async () =>
        expect((await move([here], 'replace', undefined, true)).did).to.deep.equal([
            'one: {"folder":"two"}',
            'trash there',
            'Moved “a.md” to “two”. The replaced document is in the trash.',
            'one: {"folder":"one"}',
            'restore there'
        ]));

    it('and another with the same name do not get one path, and only one replaces', async () => {
        const documents = [here, there, twin];
        expect((await move([here, twin], 'replace', documents)).did.slice(0, 3)).to.deep.equal([
            'one: {"folder":"two"}',
            'three: {"folder":"two","name":"a copy.md"}',
            'trash there'
        ]);
        const unasked = await move([here, twin], undefined, [here, twin]);
        expect([unasked.asked, ...unasked.did.slice(0, 2)]).to.deep.equal([
            0,
            'one: {"folder":"two"}',
            'three: {"folder":"two","name":"a copy.md"}'
        ]);
    });

    it('does not ask about others', async () =>
        expect(await move([other], undefined)).to.deep.equal({
            asked: 0,
            did: ['one: {"folder":"two"}', 'Moved “b.md” to “two”.']
        }));
});
