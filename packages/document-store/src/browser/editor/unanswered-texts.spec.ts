// SPDX-License-Identifier: MIT

import { CloudError, type ErrorCode } from '@sanyam/types';
import { expect } from 'chai';
import { UnansweredTexts } from './unanswered-texts';

describe('the texts that were sent without an answer', () => {
    async function sendInVain(texts: UnansweredTexts, text: string, code: ErrorCode): Promise<void> {
        await texts.during(text, () => Promise.reject(new CloudError(code))).catch(() => undefined);
    }

    it('are the first ones and the last one, without those that were refused, until a save is answered', async () => {
        const texts = new UnansweredTexts();
        await sendInVain(texts, 'refused', 'FORBIDDEN');
        for (const text of ['1', '2', '3', '4']) {
            await sendInVain(texts, text, 'SERVICE_UNAVAILABLE');
        }
        const isKept = ['refused', '1', '2', '3', '4'].filter(text => texts.has(text));
        expect(isKept).to.deep.equal(['1', '2', '4']);
        await texts.during('5', async () => undefined);
        expect(texts.has('1')).to.equal(false);
    });

    it('are none any more when the editor goes on from a text of somebody else', async () => {
        const texts = new UnansweredTexts();
        await sendInVain(texts, 'mine', 'SERVICE_UNAVAILABLE');
        texts.goOnFrom('mine');
        expect(texts.has('mine')).to.equal(true);
        texts.goOnFrom('theirs');
        expect(texts.has('mine')).to.equal(false);
    });
});
