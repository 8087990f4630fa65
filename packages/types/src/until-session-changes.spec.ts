// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import type { SessionChange } from './auth-session';
import { untilSessionChanges } from './until-session-changes';

describe('the signal for what is said of a session', () => {
    const ada = { id: 'ada', email: 'ada@example.org' };

    function open() {
        const listeners = new Set<(change: SessionChange) => void>();
        const signal = untilSessionChanges({
            user: ada,
            onDidChange: listener => {
                listeners.add(listener);
                return { dispose: () => void listeners.delete(listener) };
            }
        });
        const change = (kind: SessionChange['kind'], user?: SessionChange['user']): void =>
            [...listeners].forEach(listener => listener({ kind, user }));
        return { signal, change, listeners };
    }

    it('stays while the session goes on', () => {
        const { signal, change } = open();
        for (const kind of ['restored', 'token-refreshed', 'user-updated', 'offline', 'online'] as const) {
            change(kind, ada);
        }
        expect(signal.aborted).to.equal(false);
    });

    it('aborts at a sign-out, and at the sign-in of another user, or in another way', () => {
        for (const [kind, user] of [
            ['signed-out', undefined],
            ['expired', undefined],
            ['restored', { id: 'bob', email: 'bob@example.org' }],
            ['signed-in', ada]
        ] as const) {
            const { signal, change, listeners } = open();
            change(kind, user);
            expect([signal.aborted, listeners.size]).to.deep.equal([true, 0]);
        }
    });
});
