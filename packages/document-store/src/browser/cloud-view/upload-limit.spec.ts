// SPDX-License-Identifier: MIT

import { CloudError, type AccountOverview } from '@sanyam/types';
import { expect } from 'chai';
import { checkUploadSize } from './upload-limit';

describe('the size of a file to upload', () => {
    const MB = 1024 * 1024;
    const plan = (limit: number | null): AccountOverview =>
        ({ profile: { tier: 'small' }, tier_limits: { max_document_size_bytes: limit } }) as AccountOverview;

    function refusalOf(size: number, overview?: AccountOverview): CloudError | undefined {
        try {
            checkUploadSize(size, overview);
            return undefined;
        } catch (error) {
            return CloudError.is(error, 'DOCUMENT_TOO_LARGE') ? error : undefined;
        }
    }

    it('has a limit before the plan is known, and in a plan without one', () => {
        for (const overview of [undefined, plan(null)]) {
            expect(refusalOf(64 * MB, overview)).to.equal(undefined);
            expect(refusalOf(64 * MB + 1, overview)?.message).to.equal(
                'The file has 65 MB. A cloud document can have at most 64 MB.'
            );
        }
    });

    it('is what the plan allows, and the refusal has what offers a larger plan', () => {
        expect(refusalOf(MB, plan(MB))).to.equal(undefined);
        const refusal = refusalOf(2 * MB, plan(MB));
        expect(refusal?.message).to.equal('The file has 2 MB. Your plan allows documents of 1 MB.');
        expect(refusal?.details).to.include({ size: 2 * MB, limit: MB, tier: 'small', upgrade_url: '/pricing' });
    });
});
