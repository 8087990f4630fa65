// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { MessageService } from '@theia/core/lib/common/message-service';
import { Container } from '@theia/core/shared/inversify';
import { expect } from 'chai';
import { CloudDocumentService } from '../cloud-document-service';
import { listedDocument } from '../test/listed-document';
import { CloudListing } from './cloud-listing';
import { ManyDocuments } from './many-documents';
import { ReplaceDocuments, type Replacements } from './replace-documents';

disableBrowserGlobals();

const { signal } = new AbortController();

describe('the texts that an upload replaced', () => {
    /** Each document has the text `before`. */
    function replacing(before: string): ReplaceDocuments {
        const container = new Container();
        container.bind(CloudDocumentService).toConstantValue({
            read: async () => ({ ...listedDocument('a.md'), content: before }),
            save: async () => listedDocument('a.md', { version: 2 })
        } as unknown as CloudDocumentService);
        for (const service of [CloudListing, ManyDocuments, MessageService]) {
            container.bind<unknown>(service).toConstantValue({});
        }
        container.bind(ReplaceDocuments).toSelf();
        return container.get(ReplaceDocuments);
    }

    it('are kept for Undo with the new ones, unless both together are too long', async () => {
        for (const [before, after, count] of [
            ['a', 'b', 3],
            ['a'.repeat(4_000_000), 'b'.repeat(4_000_000), 2],
            ['a', 'b'.repeat(15_000_000), 1],
            ['a'.repeat(15_000_000), 'b', 1],
            ['a', 'b'.repeat(20_000_000), 0],
            ['a', 'a', 0]
        ] as const) {
            const replaced: Replacements = new Map();
            for (let number = 0; number < 3; number++) {
                await replacing(before).replace(listedDocument('a.md'), after, replaced, signal);
            }
            expect(replaced.size, `${before.length} and ${after.length}`).to.equal(count);
        }
    });
});
