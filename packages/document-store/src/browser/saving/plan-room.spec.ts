// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { PlanRoom, type PlanPart } from './plan-room';

disableBrowserGlobals();

describe('the part of the plan in a refused save', () => {
    const overLimit = new CloudError('DOCUMENT_READ_ONLY', 'because of its owner’s plan', { reason: 'over_limit' });

    function partOf(error: unknown, permission: string, count: number, limit: number | null): Promise<PlanPart> {
        const room = Object.assign(new PlanRoom(), {
            documents: { read: async () => ({ permission }) },
            usage: {
                fresh: async () => ({
                    profile: { tier: 'small' },
                    tier_limits: { max_documents: limit },
                    usage: { document_count: count }
                })
            }
        });
        return room.of('id', error);
    }

    it('speaks to the owner of more documents than the plan allows, and says how many must go', async () => {
        const { error, isOwnLimit, hasRoom } = await partOf(overLimit, 'owner', 10, 5);
        expect(String(error)).to.equal(
            'CloudError: This document is read-only, because your plan (small) allows 5 documents, and you have 10. ' +
                'Move 5 of them to the trash, or upgrade.'
        );
        expect([isOwnLimit, hasRoom]).to.deep.equal([true, false]);
    });

    it('is none in a document of somebody else, whose plan is not the user’s', async () => {
        expect(await partOf(overLimit, 'edit', 3, 5)).to.deep.equal({
            error: overLimit,
            isOwnLimit: false,
            hasRoom: true
        });
    });

    it('is that there is no room for another document', async () => {
        const gone = new CloudError('DOCUMENT_NOT_FOUND');
        expect((await partOf(gone, 'edit', 5, 5)).hasRoom).to.equal(false);
        expect((await partOf(gone, 'edit', 4, 5)).hasRoom).to.equal(true);
        expect((await partOf(gone, 'edit', 500, null)).hasRoom).to.equal(true);
    });
});
