// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { remedyKinds, type RemedyKind } from './remedy-kinds';

function readOnly(reason: string): CloudError {
    return new CloudError('DOCUMENT_READ_ONLY', undefined, { reason });
}

describe('the remedies for a refused save', () => {
    const refusals: [what: string, error: unknown, kinds: RemedyKind[]][] = [
        ['in the trash', readOnly('trashed'), ['restore', 'save-on-disk', 'save-as-new']],
        ['shared to view', readOnly('view_share'), ['save-on-disk', 'save-as-new']],
        ['gone, or no longer shared', new CloudError('DOCUMENT_NOT_FOUND'), ['save-on-disk', 'save-as-new']],
        ['too large', new CloudError('DOCUMENT_TOO_LARGE'), ['save-on-disk']],
        ['over the storage of the plan', new CloudError('TIER_LIMIT_EXCEEDED'), ['save-on-disk']],
        ['not in the plan', new CloudError('FEATURE_NOT_AVAILABLE'), ['save-on-disk']],
        ['of a user who is signed out', new CloudError('UNAUTHORIZED'), ['save-on-disk']],
        ['refused for an unknown reason', new Error('unknown'), ['save-on-disk', 'save-as-new']]
    ];
    for (const [what, error, kinds] of refusals) {
        it(`keep the text of a document that is ${what}`, () => {
            expect(remedyKinds(error, false)).to.deep.equal(kinds);
        });
    }

    it('begin with the user who opened the document, if another one is signed in now', () => {
        const kinds = remedyKinds(new CloudError('DOCUMENT_NOT_FOUND'), true);
        expect(kinds).to.deep.equal(['sign-in-as', 'save-on-disk', 'save-as-new']);
    });

    it('lead the owner of too many documents to the plans, and offer no new document that the plan has no room for', () => {
        const kinds = remedyKinds(readOnly('over_limit'), false, { isOwnLimit: true, hasRoom: false });
        expect(kinds).to.deep.equal(['show-plans', 'save-on-disk']);
    });

    it('are none while the cloud is away, because AutoSave tries again', () => {
        expect(remedyKinds(new CloudError('SERVICE_UNAVAILABLE'), true)).to.deep.equal([]);
    });
});
