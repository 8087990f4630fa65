// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { Publisher, type SessionChange, type SignedInUser } from '@sanyam/types';
import type { AuthenticationProviderAuthenticationSessionsChangeEvent } from '@theia/core/lib/browser/authentication-service';
import { expect } from 'chai';
import { SanyamAuthenticationProvider } from './sanyam-authentication-provider';

disableBrowserGlobals();

const ADA: SignedInUser = { id: 'ada', email: 'ada@example.org' };
const BOB: SignedInUser = { id: 'bob', email: 'bob@example.org' };

/** The part of the provider that a container would call. */
interface Initialized {
    init(): void;
}

describe('the session for extensions', () => {
    async function open(user: SignedInUser | undefined, { isAllowed = true } = {}) {
        const changes = new Publisher<SessionChange>();
        const session = {
            ready: Promise.resolve(),
            user,
            accessToken: async () => `token of ${session.user?.id}`,
            onDidChange: changes.subscribe
        };
        const questions: string[] = [];
        const done: string[] = [];
        const provider = Object.assign(new SanyamAuthenticationProvider(), {
            session,
            signInService: { requireUser: async () => session.user },
            actions: {
                confirm: async (_title: string, _ok: string, text: string) => {
                    questions.push(text);
                    return isAllowed;
                },
                signOut: async () => void done.push('signed out')
            }
        });
        const events: AuthenticationProviderAuthenticationSessionsChangeEvent[] = [];
        provider.onDidChangeSessions(event => events.push(event));
        (provider as unknown as Initialized).init();
        await session.ready;
        const become = (next: SignedInUser | undefined): void => {
            session.user = next;
            changes.publish({ kind: 'signed-in', user: next });
        };
        return { provider, questions, done, events, become };
    }

    it('is shown without a token', async () => {
        const { provider } = await open(ADA);
        expect(provider.hasSessions()).to.equal(true);
        expect(await provider.getSessions()).to.deep.equal([
            { id: 'ada', accessToken: '', account: { id: 'ada', label: 'ada@example.org' }, scopes: [] }
        ]);
    });

    it('has a token only after the user allows it, and never a refresh token', async () => {
        const { provider, questions } = await open(ADA);
        expect(await provider.getSessions([])).to.deep.equal([]);
        expect(questions).to.deep.equal([]);
        const session = await provider.createSession();
        expect(session.accessToken).to.equal('token of ada');
        expect(Object.keys(session).sort()).to.deep.equal(['accessToken', 'account', 'id', 'scopes']);
        expect(questions)
            .to.have.lengthOf(1)
            .and.to.match(/ada@example\.org/);
        expect(await provider.getSessions([]), 'for another extension, which asks silently').to.deep.equal([]);
        await provider.createSession();
        expect(questions).to.have.lengthOf(1);
    });

    it('has no token if the user refuses, or does not sign in', async () => {
        for (const opened of [await open(ADA, { isAllowed: false }), await open(undefined)]) {
            const failure = await opened.provider.createSession().catch((error: unknown) => String(error));
            expect(failure).to.match(/You did not/);
            expect(await opened.provider.getSessions([])).to.deep.equal([]);
        }
    });

    it('asks again for another user', async () => {
        const { provider, questions, become } = await open(ADA);
        await provider.createSession();
        become(BOB);
        expect(await provider.getSessions([])).to.deep.equal([]);
        expect((await provider.createSession()).accessToken).to.equal('token of bob');
        expect(questions).to.have.lengthOf(2);
    });

    it('tells of each sign-in, sign-out and new email, and of nothing else', async () => {
        const { events, become } = await open(undefined);
        become(ADA);
        become(ADA);
        become({ ...ADA, email: 'new@example.org' });
        become(undefined);
        const labels = events.map(({ added, removed }) => [
            added?.map(({ account }) => account.label),
            removed?.map(({ account }) => account.label)
        ]);
        expect(labels).to.deep.equal([
            [['ada@example.org'], undefined],
            [undefined, ['ada@example.org']],
            [['new@example.org'], undefined],
            [undefined, ['new@example.org']]
        ]);
    });

    it('signs out as the command does', async () => {
        const { provider, done } = await open(ADA);
        await provider.signOut();
        await provider.removeSession();
        expect(done).to.deep.equal(['signed out', 'signed out']);
    });
});
