// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { AccountPageActions } from './account-page-actions';

describe('the deletion of an account', () => {
    /** Returns what went wrong, and what was told. */
    async function deleteAccount(deletion: () => Promise<void>, signOut: () => Promise<void>) {
        const told: string[] = [];
        const actions = Object.assign(new AccountPageActions(), {
            model: { delete: deletion },
            session: { signOut },
            signOuts: { prepare: async () => true },
            messages: { info: async (text: string) => void told.push(text) },
            errors: { reasonOf: String }
        });
        const failure = await actions.delete().catch((error: unknown) => String(error));
        return { failure, told };
    }

    it('ends the session', async () => {
        const done: string[] = [];
        const { failure, told } = await deleteAccount(
            async () => void done.push('deleted'),
            async () => void done.push('signed out')
        );
        expect(done).to.deep.equal(['deleted', 'signed out']);
        expect({ failure, told }).to.deep.equal({
            failure: undefined,
            told: ['Your account and its documents are deleted.']
        });
    });

    it('does not begin if the user goes back to unsaved text', async () => {
        const done: string[] = [];
        const actions = Object.assign(new AccountPageActions(), {
            model: { delete: async () => void done.push('deleted') },
            signOuts: { prepare: async () => false }
        });
        await actions.delete();
        expect(done).to.deep.equal([]);
    });

    it('does not end the session if it fails', async () => {
        const { failure, told } = await deleteAccount(
            () => Promise.reject(new Error('away')),
            () => Promise.reject(new Error('nobody asks'))
        );
        expect(failure).to.match(/Could not delete your account\. .*away/);
        expect(told).to.deep.equal([]);
    });

    it('does not fail if only the session stays [FR-012]', async () => {
        const { failure, told } = await deleteAccount(
            async () => undefined,
            () => Promise.reject(new Error('disk full'))
        );
        expect(failure).to.match(/Could not remove your session from this browser \(disk full\)/);
        expect(told).to.deep.equal(['Your account and its documents are deleted.']);
    });
});
