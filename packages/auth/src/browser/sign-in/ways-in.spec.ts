// SPDX-License-Identifier: MIT

import { gitHubStandIn } from '@sanyam/local-cloud';
import { describeLaunchedAuth, type LaunchedServer } from '@sanyam/test-kit/describe-auth';
import { Mailbox } from '@sanyam/test-kit/mailbox';
import { expect } from 'chai';
import { AccountClient } from '../../common/account/user-account';
import type { RedirectMethod } from '../../common/sign-in/methods/sign-in-method';
import { parseSignInReturn } from '../../common/sign-in/sign-in-return';
import { SessionWindows } from '../test/session-windows';

const { password } = SessionWindows;

/** The ways in where mails confirm addresses, as in a deployment; of Supabase's own server, where there is one. */
describeLaunchedAuth('the ways in', tested => {
    const github = gitHubStandIn();
    let cloud: LaunchedServer;
    let windows: SessionWindows;
    let mailbox: Mailbox;
    before(async () => {
        await github.listen();
        cloud = await tested.launch({ confirmEmails: true, providers: { github: github.url } });
        windows = new SessionWindows({ supabaseUrl: cloud.ready.supabaseUrl, supabaseAnonKey: cloud.ready.anonKey });
        mailbox = new Mailbox(cloud.ready);
    });
    afterEach(() => windows.close());
    after(async () => {
        await cloud.stop();
        await github.close();
    });

    /** Goes where a browser goes, and returns with what it comes back to the IDE. */
    async function follow(address: string) {
        let location = address;
        for (let step = 0; step < 5 && !location.startsWith('http://127.0.0.1:3000'); step++) {
            const response = await fetch(location, { redirect: 'manual' });
            location = new URL(response.headers.get('location') ?? '', location).href;
        }
        return parseSignInReturn(new URL(location));
    }

    /** Signs up, and types the code of the mail. */
    async function openConfirmed() {
        const email = windows.newEmail();
        const opened = await windows.open();
        await opened.signIn.signUp(email, password);
        await opened.signIn.withCode('sign-up', email, (await mailbox.newestTo(email)).code);
        return { ...opened, email };
    }

    it('open by the link of the mail of a sign-up [FR-001]', async () => {
        const email = windows.newEmail();
        const { signIn, session } = await windows.open();
        expect(await signIn.signUp(email, password)).to.equal('confirmation-sent');
        expect(session.user).to.equal(undefined);
        const { code = '', flowId, purpose } = (await follow((await mailbox.newestTo(email)).link)) ?? {};
        expect(purpose).to.equal('sign-up');
        await signIn.withReturnedCode(code, flowId);
        expect(session.user?.email).to.equal(email);
    });

    it('open by the code of the mail of a sign-up, and by the password from then on [FR-001]', async () => {
        const { email, session, signIn } = await openConfirmed();
        expect(session.user?.email).to.equal(email);
        expect(await session.signOut()).to.deep.equal({ revoked: true });
        await signIn.withPassword(email, password);
        expect(session.user?.email).to.equal(email);
    });

    it('open by the link of the mail for a forgotten password, which can be replaced then [FR-001]', async () => {
        const { email, session, signIn } = await openConfirmed();
        await session.signOut();
        await signIn.sendMail('recovery', email);
        const { code = '', flowId, purpose } = (await follow((await mailbox.newestTo(email, 2)).link)) ?? {};
        expect(purpose).to.equal('recovery');
        await signIn.withReturnedCode(code, flowId);
        await signIn.setPassword('another correct horse');
        await session.signOut();
        await signIn.withPassword(email, 'another correct horse');
        expect(session.user?.email).to.equal(email);
    });

    it('stay open while the email changes, which needs the links of both mails', async () => {
        const { email, session, signIn } = await openConfirmed();
        const account = new AccountClient(session, purpose => `http://127.0.0.1:3000/?sanyam-sign-in=${purpose}`);
        const newEmail = windows.newEmail();
        expect(await account.changeEmail(newEmail)).to.include({ email, newEmail });
        const half = await follow((await mailbox.newestTo(email, 2)).link);
        expect(half?.code).to.equal(undefined);
        expect(half?.error).to.equal(undefined);
        expect((await account.read()).email).to.equal(email);
        const { code = '', flowId } = (await follow((await mailbox.newestTo(newEmail)).link)) ?? {};
        await signIn.withReturnedCode(code, flowId);
        expect(session.user?.email).to.equal(newEmail);
        expect(await account.read()).to.include({ email: newEmail, newEmail: undefined });
    });

    it('open by a provider [FR-003]', async () => {
        const { session, signIn } = await windows.open();
        github.person = { id: '7', name: 'Ada', email: windows.newEmail(), verified: true };
        const method: RedirectMethod = { kind: 'oauth', id: 'x', provider: 'github', label: 'X', icon: 'account' };
        const { code = '', flowId } = (await follow(await signIn.pageOf(method))) ?? {};
        await signIn.withReturnedCode(code, flowId);
        expect(session.user?.email).to.equal(github.person.email);

        github.person = undefined;
        expect((await follow(await signIn.pageOf(method)))?.error?.failure).to.equal('denied');
    });

    it('end in this browser alone when the user signs out there', async () => {
        const { email, session } = await openConfirmed();
        const other = await windows.open();
        await other.signIn.withPassword(email, password);
        const token = await session.accessToken();
        await session.signOut();
        expect(await windows.accepted(token)).to.equal(false);
        expect(await windows.accepted(await other.session.accessToken())).to.equal(true);
    });
});
