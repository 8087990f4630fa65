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
        const { waysIn, ...account } = await accounts.read();
        expect(account).to.deep.equal({ email, newEmail: undefined, name: '', picture: undefined });
        expect(waysIn.map(({ provider, email: address }) => [provider, address])).to.deep.equal([['email', email]]);
        expect(new Date(waysIn[0]?.since ?? '').getTime()).to.be.within(Date.now() - 60_000, Date.now() + 60_000);
        expect((await accounts.rename('Ada Lovelace')).name).to.equal('Ada Lovelace');
        expect((await accounts.read()).name).to.equal('Ada Lovelace');
    });

    it('keeps the last way in, and says so', async () => {
        const { accounts } = await open();
        const [way] = (await accounts.read()).waysIn;
        const refusal = way && (await accounts.unlink(way).catch((error: unknown) => error));
        expect(refusal).to.be.instanceOf(SignInError).and.to.include({ failure: 'last-way-in' });
        expect((await accounts.read()).waysIn).to.have.lengthOf(1);
    });

    it('unlinks nothing that is gone already', async () => {
        const { accounts } = await open();
        const gone = { identityId: crypto.randomUUID(), provider: 'github', email: undefined, since: undefined };
        expect((await accounts.unlink(gone)).waysIn).to.have.lengthOf(1);
    });

    it('links no provider that the server does not have', async () => {
        const { accounts } = await open();
        const refusal = await accounts.addressToLink('gitlab').catch((error: unknown) => error);
        expect(refusal).to.be.instanceOf(SignInError).and.to.include({ failure: 'provider-unknown' });
    });

    it('refuses an email that another account has', async () => {
        const other = await windows.openSignedIn();
        const { accounts } = await open();
        const refusal = await accounts.changeEmail(other.email).catch((error: unknown) => error);
        expect(refusal).to.be.instanceOf(SignInError).and.to.include({ failure: 'already-registered' });
    });
});
