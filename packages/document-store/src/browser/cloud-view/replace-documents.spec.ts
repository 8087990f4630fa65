// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { FeatureGate } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { Container } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import { CloudDocumentService } from '../cloud-document-service';
import { listedDocument } from '../test/listed-document';
import { CloudListing } from './cloud-listing';
import { ManyDocuments } from './many-documents';
import { ReplaceDocuments } from './replace-documents';
import { Replacements } from './replacements';

disableBrowserGlobals();

const { signal } = new AbortController();

describe('the texts that an upload replaced', () => {
    /** Each document has the text `before`. `said` gets the sentences of notices, and the labels of their buttons. */
    function replacing(before: string, said: string[][] = [], hasHistory = true): ReplaceDocuments {
        const container = new Container();
        container.bind(CloudDocumentService).toConstantValue({
            read: async (id: string) => ({ ...listedDocument('a.md', { id }), content: before }),
            save: async (id: string) => listedDocument('a.md', { id, version: 2 })
        } as unknown as CloudDocumentService);
        container.bind<unknown>(MessageService).toConstantValue({
            info: async (text: string, _options: object, ...buttons: string[]) => void said.push([text, ...buttons])
        });
        const gate = { isFeatureEnabled: () => hasHistory, refresh: async () => undefined };
        container.bind<unknown>(FeatureGate).toConstantValue(gate);
        for (const service of [CloudListing, ManyDocuments]) {
            container.bind<unknown>(service).toConstantValue({});
        }
        container.bind(ReplaceDocuments).toSelf();
        return container.get(ReplaceDocuments);
    }

    async function replaceThree(before: string, after: string): Promise<Replacements> {
        const replaced = new Replacements();
        for (let number = 0; number < 3; number++) {
            await replacing(before).replace(listedDocument('a.md'), after, replaced, signal);
        }
        return replaced;
    }

    it('are kept for Undo with the new ones, unless both together are too long', async () => {
        for (const [before, after, kept, dropped] of [
            ['a', 'b', 3, 0],
            ['a'.repeat(4_000_000), 'b'.repeat(4_000_000), 2, 1],
            ['a', 'b'.repeat(15_000_000), 1, 2],
            ['a'.repeat(15_000_000), 'b', 1, 2],
            ['a', 'b'.repeat(20_000_000), 0, 3],
            ['a', 'a', 0, 0]
        ] as const) {
            const replaced = await replaceThree(before, after);
            const what = `${before.length} and ${after.length}`;
            expect([replaced.kept.length, replaced.droppedCount], what).to.deep.equal([kept, dropped]);
        }
    });

    it('have a notice that says what Undo does not bring back', async () => {
        const long = 'b'.repeat(8_000_000);
        for (const [after, hasHistory, sentence, ...buttons] of [
            ['b', true, 'Uploaded.', 'Undo Replacing'],
            [
                long,
                true,
                'Uploaded. Undo Replacing brings back 2 of 3 replaced texts: all of them are too long together. The history has all of them.',
                'Undo Replacing'
            ],
            [long + long + long, false, 'Uploaded. Undo Replacing is not possible: the replaced texts are too long.'],
            ['a', true, 'Uploaded.']
        ] as const) {
            const said: string[][] = [];
            await replacing('a', said, hasHistory).say('Uploaded.', await replaceThree('a', after));
            expect(said).to.deep.equal([[sentence, ...buttons]]);
        }
    });
});
