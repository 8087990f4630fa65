// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import type { SignedInUser } from '@sanyam/types';
import { expect } from 'chai';
import { otherBrowser } from '../../../common/sign-in/return-errors';
import { sentence } from '../../../common/sign-in/sentence';
import { SignInError } from '../../../common/sign-in/sign-in-error';
import type { ReturnPurpose, SignInReturn } from '../../../common/sign-in/sign-in-return';
import type { SignInStart } from '../sign-in-state';
import { SignInReturnContribution } from './sign-in-return-contribution';

disableBrowserGlobals();

describe('what a window tells about the sign-in with which it starts', () => {
    const user: SignedInUser = { id: 'ada', email: 'ada@example.org' };
    const error = new SignInError('other', sentence('sanyam/auth/failed', 'Could not sign in: {0}', '[a](command:b)'));

    /** Starts a window that comes back. Returns the notices, and how the dialog began. */
    async function start(
        purpose: ReturnPurpose,
        present: SignedInUser | undefined,
        failure?: SignInError,
        isBusy = false,
        late = false
    ) {
        const told: unknown[] = [];
        const contribution = Object.assign(new SignInReturnContribution(), {
            returned: {
                complete: async () => ({ purpose, error: failure }),
                take: async (returned: SignInReturn) => ({ ...returned, error: failure })
            },
            dialogs: { isBusy, ask: async (_reason: undefined, begin: unknown) => void told.push(begin) },
            session: { ready: Promise.resolve(), user: present },
            state: { reachedState: async () => undefined },
            messages: {
                warn: async (text: string) => void told.push(text),
                info: async (text: string) => void told.push(text)
            }
        });
        if (late) {
            await contribution.receive({ purpose, code: 'code', flowId: 'flow', error: undefined });
        } else {
            contribution.onStart();
            await new Promise(setImmediate);
        }
        return told;
    }

    it('is no link and no command in a notice [FR-002]', async () => {
        const [notice] = await start('link', user, error);
        expect(notice).to.equal('Could not sign in\\: \\[a\\]\\(command\\:b\\)');
    });

    it('is said beside a dialog that is being sent, which cannot begin elsewhere [FR-002]', async () => {
        const told = await start('recovery', undefined, otherBrowser('recovery'), true);
        expect(told).to.have.lengthOf(1);
        expect(told[0]).to.match(/^Another browser asked for this link/);
    });

    it('asks a user who is signed in for no email, after a link that was used or is of another browser', async () => {
        const used = new SignInError('link-expired', sentence('sanyam/auth/linkExpired', 'Enter your email.'));
        expect(String((await start('link', user, used))[0])).to.match(/was used already\. You are signed in as ada@/);
        expect(String((await start('recovery', user, used))[0])).to.match(/You are signed in as ada@/);
        expect(String((await start('link', user, otherBrowser('link')))[0])).to.match(/You stay signed in as ada@/);
        expect(await start('link', undefined, used)).to.deep.equal([
            { mode: 'link', error: { message: 'Enter your email.' } }
        ]);
    });

    it('is said in the dialog to a user who is not signed in [FR-002]', async () => {
        expect(await start('recovery', undefined, error)).to.deep.equal([
            { mode: 'forgot', error: { message: error.message } }
        ]);
    });

    it('leads to the sign-in if the email is confirmed already, and to another mail if not [FR-002]', async () => {
        const modes = await Promise.all(
            [otherBrowser('sign-up'), error].map(async failure => (await start('sign-up', undefined, failure))[0])
        );
        expect(modes.map(begin => (begin as SignInStart).mode)).to.deep.equal([undefined, 'link']);
    });

    it('is that a provider is linked', async () => {
        expect(await start('link-identity', user)).to.deep.equal([
            'You can sign in with the provider that you linked from now on.'
        ]);
    });

    it('is the same for a link that comes while the window is open [FR-002]', async () => {
        expect(await start('recovery', undefined, error, false, true)).to.deep.equal([
            { mode: 'forgot', error: { message: error.message } }
        ]);
        expect(await start('recovery', user, undefined, false, true)).to.deep.equal([{ mode: 'new-password' }]);
    });

    it('is nothing after another success, but for a password that was forgotten [FR-001]', async () => {
        expect(await start('link', user)).to.deep.equal([]);
        expect(await start('recovery', user)).to.deep.equal([{ mode: 'new-password' }]);
    });
});
