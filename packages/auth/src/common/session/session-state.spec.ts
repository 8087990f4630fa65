// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { changeBetween, nextState, userOf, type SessionEvent, type SessionState } from './session-state';

const ada = { id: '00000000-0000-4000-8000-000000000001', email: 'ada@example.org' };
const bob = { id: '00000000-0000-4000-8000-000000000002', email: 'bob@example.org' };

/** Returns the last state after the events, and the published changes. */
function run(events: readonly SessionEvent[], start: SessionState = { kind: 'restoring' }) {
    let state = start;
    const changes: string[] = [];
    for (const event of events) {
        const next = nextState(state, event);
        const change = changeBetween(state, next, event);
        state = next;
        if (change) {
            changes.push(change);
        }
    }
    return { state, kind: state.kind, user: userOf(state), changes };
}

const restored: SessionEvent = { kind: 'restored', user: ada, reached: true };
const signedOut: SessionEvent = { kind: 'signed-out' };
const ended: SessionEvent = { kind: 'ended', end: 'revoked' };

describe('the state of a session', () => {
    it('is signed in when the server confirms the stored session, and offline when it cannot be reached', () => {
        expect(run([restored])).to.include({ kind: 'signed-in', user: ada });
        expect(run([{ ...restored, reached: false }])).to.include({ kind: 'offline', user: ada });
        expect(run([{ kind: 'restored', user: undefined, reached: false }])).to.include({ kind: 'signed-out' });
    });

    it('ignores what other windows tell while it is restored', () => {
        expect(run([{ kind: 'stored', user: bob, isNew: true }, signedOut, restored])).to.deep.include({
            kind: 'signed-in',
            changes: ['restored']
        });
    });

    it('is expired with the reason, also when it ends while it is restored', () => {
        const { state, changes, user } = run([ended, { ...restored, user: undefined }]);
        expect(state).to.deep.equal({ kind: 'expired', end: 'revoked' });
        expect({ changes, user }).to.deep.equal({ changes: ['expired'], user: undefined });
    });

    it('publishes one expiry, whatever comes after it', () => {
        expect(run([restored, ended, signedOut, ended, { kind: 'unreachable' }]).changes).to.deep.equal([
            'restored',
            'expired'
        ]);
    });

    it('stays expired while the session that ended is still in the vault', () => {
        expect(run([restored, ended, { kind: 'stored', user: ada, isNew: false }])).to.include({ kind: 'expired' });
    });

    it('leaves expired by a sign-in', () => {
        expect(run([restored, ended, { kind: 'stored', user: ada, isNew: true }])).to.deep.include({
            kind: 'signed-in',
            changes: ['restored', 'expired', 'signed-in']
        });
    });

    it('is kept while it is refreshed, and publishes the new token', () => {
        const refreshing = run([restored, { kind: 'refreshing' }]);
        expect(refreshing).to.deep.include({ kind: 'refreshing', user: ada, changes: ['restored'] });
        const refreshed = run([restored, { kind: 'refreshing' }, { kind: 'refreshed', user: ada }]);
        expect(refreshed).to.deep.include({ kind: 'signed-in', changes: ['restored', 'token-refreshed'] });
    });

    it('is kept offline, says so once, and comes back', () => {
        const events: SessionEvent[] = [restored];
        for (let attempt = 0; attempt < 3; attempt++) {
            events.push({ kind: 'refreshing' }, { kind: 'unreachable' });
        }
        expect(run(events)).to.deep.include({ kind: 'offline', user: ada, changes: ['restored', 'offline'] });
        expect(run([...events, { kind: 'reached' }])).to.deep.include({
            kind: 'signed-in',
            changes: ['restored', 'offline', 'online']
        });
    });

    it('follows a sign-in as somebody else, and a new address', () => {
        expect(run([restored, { kind: 'stored', user: bob, isNew: true }])).to.deep.include({
            user: bob,
            changes: ['restored', 'signed-in']
        });
        expect(run([restored, { kind: 'refreshed', user: bob }]).changes).to.deep.equal(['restored', 'signed-in']);
        const renamed = { ...ada, email: 'ada@example.com' };
        expect(run([restored, { kind: 'stored', user: renamed, isNew: false }])).to.deep.include({
            user: renamed,
            changes: ['restored', 'user-updated']
        });
    });

    it('does not expire after a sign-out', () => {
        expect(run([restored, signedOut, ended])).to.deep.include({
            kind: 'signed-out',
            changes: ['restored', 'signed-out']
        });
    });
});
