// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { ManyDocuments } from '../cloud-view/many-documents';
import { listedDocument } from '../test/listed-document';
import { type GivenShare, GivenShares } from './given-shares';

disableBrowserGlobals();

describe('the shares that I gave', () => {
    const share = (email: string): GivenShare =>
        ({ share: { id: email, document_id: 'a', email }, document: listedDocument('a.md') }) as unknown as GivenShare;

    async function saidAfterRevoking(...emails: string[]): Promise<string[]> {
        const said: string[] = [];
        const many = Object.assign(new ManyDocuments(), {
            messages: {
                showProgress: async () => ({ report: () => undefined, cancel: () => undefined }),
                error: async (sentence: string) => void said.push(sentence)
            },
            errors: { show: async (operation: string) => void said.push(operation) }
        });
        const revoke = async (): Promise<never> => {
            throw new CloudError('SERVICE_UNAVAILABLE', 'Not now.');
        };
        const plan = { missing: async () => undefined };
        await Object.assign(new GivenShares(), { many, plan, store: { shares: { revoke } } }).revoke(emails.map(share));
        // Nobody waits for the notice, which first looks for a plan that helps.
        await new Promise(resolve => setImmediate(resolve));
        return said;
    }

    it('are called shares in the sentence about several that could not end, not documents [BY-06]', async () => {
        expect(await saidAfterRevoking('grace@example.org', 'alan@example.org')).to.deep.equal([
            'Could not end 2 shares. The first one is “grace@example\\.org \\(a\\.md\\)”: Not now\\.'
        ]);
        expect(await saidAfterRevoking('grace@example.org')).to.deep.equal([
            'Could not end the access of “grace@example\\.org \\(a\\.md\\)”'
        ]);
    });

    it('are shown again when the user tries again after some could not be read', async () => {
        let shown = 0;
        const many = {
            run: async ({ items }: { items: unknown[] }) => ({
                done: [],
                failed: items.map(item => ({ item, error: new CloudError('SERVICE_UNAVAILABLE') })),
                skipped: []
            }),
            showFailures: async (
                _sentences: unknown,
                failed: unknown[],
                _nameOf: unknown,
                retry: (items: unknown[]) => unknown
            ) => retry(failed)
        };
        await Object.assign(new GivenShares(), { many, store: {} }).of([listedDocument('a.md')], async () => shown++);
        expect(shown).to.equal(1);
    });
});
