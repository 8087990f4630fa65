// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { mock } from 'node:test';
import { WaitingText } from './waiting-text';

const MINUTE = 60_000;

describe('the text of a tab that could not be read', () => {
    beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }));
    afterEach(() => mock.timers.reset());

    function passSeconds(seconds: number): void {
        for (let second = 0; second < seconds; second++) {
            mock.timers.tick(1000);
        }
    }

    /** A text that cannot be read for a reason. Notes when it was asked for, in milliseconds. */
    function open(error: () => unknown) {
        const asked: number[] = [];
        const text: WaitingText = new WaitingText(
            () => {
                asked.push(Date.now());
                text.wait(error());
            },
            () => 0
        );
        text.wait(error());
        return { text, asked };
    }

    it('is asked for again after growing pauses, of a minute at most', () => {
        const { text, asked } = open(() => new CloudError('SERVICE_UNAVAILABLE'));
        passSeconds(240);
        expect(asked).to.deep.equal([2, 6, 14, 30, 62, 122, 182].map(seconds => 1000 * seconds));
        expect(text.reason).to.match(/Sanyam tries again by itself\.$/);
        text.dispose();
        passSeconds(240);
        expect(asked).to.have.lengthOf(7);
    });

    it('is asked for when the limit of requests has room again', () => {
        const reset_at = new Date(10 * MINUTE).toISOString();
        const { text, asked } = open(() => new CloudError('RATE_LIMIT_EXCEEDED', 'Too many.', { limit: 5, reset_at }));
        passSeconds(600);
        expect(asked).to.deep.equal([10 * MINUTE]);
        expect(text.reason).to.equal('Could not read this document. Too many. Sanyam tries again by itself.');
        text.dispose();
    });

    it('says why, and waits for the user, if that does not pass by itself', () => {
        const { text, asked } = open(() => new CloudError('UNAUTHORIZED', 'Sign in to do this.'));
        passSeconds(240);
        expect(asked).to.deep.equal([]);
        expect(text.reason).to.equal('Could not read this document. Sign in to do this.');
        text.retry();
        expect(asked).to.have.lengthOf(1);
        text.end();
        text.retry();
        expect(asked).to.have.lengthOf(1);
        expect(text.readOnly).to.equal(undefined);
    });
});
