// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { SessionWindows } from '../../browser/test/session-windows';
import { SignInError } from '../sign-in/sign-in-error';
import { AccountClient } from './user-account';

describe('the account of a user', () => {
    let windows: SessionWindows;

    before(async () => {
        const { supabaseUrl, anonKey } = await testCloud();
        windows = new SessionWindows({ supabaseUrl, supabaseAnonKey: anonKey });
    });

    afterEach(() => windows.close());

    async function open() {
        const opened = await windows.openSignedIn();
        const accounts = new AccountClient(
            opened.session,
            purpose => `http://127.0.0.1:3000/?sanyam-sign-in=${purpose}`
        );
        return { ...opened, accounts };
    }

    it('has a name, which the user changes, and the ways in', async () => {
        const { accounts, email } = await open();
        expect(await accounts.read()).to.deep.equal({
            email,
            newEmail: undefined,
            name: '',
            picture: undefined,
            waysIn: ['email']
        });
        expect((await accounts.rename('Ada Lovelace')).name).to.equal('Ada Lovelace');
        expect((await accounts.read()).name).to.equal('Ada Lovelace');
    });

    it('refuses an email that another account has', async () => {
        const other = await windows.openSignedIn();
        const { accounts } = await open();
        const refusal = await accounts.changeEmail(other.email).catch((error: unknown) => error);
        expect(refusal).to.be.instanceOf(SignInError).and.to.include({ failure: 'already-registered' });
    });
});
