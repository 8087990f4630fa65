// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { othersOf } from './others-of-offer';

describe('what an offer says about others', () => {
    const offer = {
        document_id: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
        name: 'plan.md',
        owner_email: 'ada@example.com',
        offered_at: '2026-11-27T08:00:00Z',
        expires_at: '2026-12-27T08:00:00Z'
    };

    it('is nothing when nobody else has access, or an older cloud does not tell', () => {
        expect(othersOf(offer)).to.deep.equal([]);
        expect(othersOf({ ...offer, share_count: 0, admin_count: 0 })).to.deep.equal([]);
    });

    it('is how many have access', () => {
        expect(othersOf({ ...offer, share_count: 1, admin_count: 0 })).to.deep.equal([
            'One other person has access to it, too. You can change that in “Share…” when it is yours.'
        ]);
        expect(othersOf({ ...offer, share_count: 12, admin_count: 0 })).to.deep.equal([
            '12 other people have access to it, too. You can change that in “Share…” when it is yours.'
        ]);
    });

    it('is how many of them administer it, and what that becomes', () => {
        expect(othersOf({ ...offer, share_count: 3, admin_count: 2 })[1]).to.equal(
            'Administrators among them: 2. When you accept, they can edit it, but not delete it any more.'
        );
    });
});
