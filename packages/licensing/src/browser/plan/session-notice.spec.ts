// SPDX-License-Identifier: MIT

import type { SessionChange, SignedInUser } from '@sanyam/types';
import { expect } from 'chai';
import { warnOfPlan } from './session-notice';

describe('a notice about the plan of the present user', () => {
    /** Warns Ada. A test chooses the action, and changes who is signed in. */
    function open(closesNotices = true) {
        const listeners = new Set<(change: SessionChange) => void>();
        const { promise, resolve } = Promise.withResolvers<string | undefined>();
        const warn = (_text: string, { until }: { until: AbortSignal }): Promise<string | undefined> => {
            until.addEventListener('abort', () => closesNotices && resolve(undefined));
            return promise;
        };
        const session = {
            user: { id: 'ada', email: 'ada@example.org' },
            onDidChange: (listener: (change: SessionChange) => void) => {
                listeners.add(listener);
                return { dispose: () => void listeners.delete(listener) };
            }
        };
        const answer = warnOfPlan({ warn } as Parameters<typeof warnOfPlan>[0], session, 'Pay.', 'Sign In Another Way');
        const change = (kind: SessionChange['kind'], user?: SignedInUser): void =>
            [...listeners].forEach(listener => listener({ kind, user }));
        return { answer, change, choose: resolve };
    }

    it('has the answer of the user', async () => {
        const { answer, choose } = open();
        choose('Sign In Another Way');
        expect(await answer).to.equal('Sign In Another Way');
    });

    it('closes at the sign-out', async () => {
        const { answer, change } = open();
        change('signed-out');
        expect(await answer).to.equal(undefined);
    });

    it('has no answer of another user, where it cannot be closed', async () => {
        const { answer, change, choose } = open(false);
        change('signed-out');
        change('signed-in', { id: 'bob', email: 'bob@example.org' });
        choose('Sign In Another Way');
        expect(await answer).to.equal(undefined);
    });
});
