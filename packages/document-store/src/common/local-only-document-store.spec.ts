// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { rejection } from '@sanyam/store/lib/test/rejection';
import { LocalOnlyDocumentStore } from './local-only-document-store';

describe('LocalOnlyDocumentStore', () => {
    it('rejects every call because no cloud is configured', async () => {
        const store = new LocalOnlyDocumentStore();
        for (const work of [store.create(), store.read(), store.save(), store.list(), store.trash()]) {
            const error = await rejection(work);
            expect(error.code).to.equal('CLOUD_NOT_CONFIGURED');
            expect(error.message).to.contain('SUPABASE_URL');
        }
    });
});
