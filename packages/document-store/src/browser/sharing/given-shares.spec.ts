// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { CloudError, type GivenShare } from '@sanyam/types';
import { expect } from 'chai';
import { ManyDocuments } from '../cloud-view/many-documents';
import { GivenShares } from './given-shares';

disableBrowserGlobals();

describe('the shares that I gave', () => {
    const share = (email: string): GivenShare =>
        ({ id: email, document_id: 'a', email, document_name: 'a.md' }) as GivenShare;

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

    it('are listed of all pages, by address [BY-06]', async () => {
        const pages = new Map([
            [undefined, { shares: [share('grace@example.org')], next_cursor: 'two' }],
            ['two', { shares: [], next_cursor: 'three' }],
            ['three', { shares: [share('alan@example.org')], next_cursor: null }]
        ]);
        const listGiven = async (cursor?: string) => pages.get(cursor);
        const shares = await Object.assign(new GivenShares(), { store: { shares: { listGiven } } }).list();
        expect(shares.map(({ email }) => email)).to.deep.equal(['alan@example.org', 'grace@example.org']);
    });
});
