// SPDX-License-Identifier: MIT

import { Mailbox } from '@sanyam/test-kit/mailbox';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import type { RedirectMethod } from '../../common/sign-in/methods/sign-in-method';
import { parseSignInReturn } from '../../common/sign-in/sign-in-return';
import { SignInError, type SignInFailure } from '../../common/sign-in/sign-in-error';
import { Network, SessionWindows } from '../test/session-windows';

const MINUTE = 60_000;

describe('SignIn', function () {
    const { now } = Date;
    let windows: SessionWindows;
    let mailbox: Mailbox;

    before(async () => {
        const cloud = await testCloud();
        windows = new SessionWindows({ supabaseUrl: cloud.supabaseUrl, supabaseAnonKey: cloud.anonKey });
        mailbox = new Mailbox(cloud);
    });

    afterEach(() => {
        Date.now = now;
        return windows.close();
    });

    /** Returns why a request failed. */
    async function failureOf(request: Promise<unknown>): Promise<SignInFailure | undefined> {
        try {
            await request;
        } catch (error) {
            return error instanceof SignInError ? error.failure : undefined;
        }
        return undefined;
    }

    /** Opens the link of a mail, and returns with what the browser comes back. */
    async function follow(link: string) {
        const response = await fetch(link, { redirect: 'manual' });
        return parseSignInReturn(new URL(response.headers.get('location') ?? ''));
    }

    for (const [clock, minutes] of [
        ['right', 0],
        ['10 minutes slow', -10],
        ['10 minutes fast', 10]
    ] as const) {
        it(`signs in with the code of a mail, on a clock that is ${clock} [FR-002]`, async () => {
            Date.now = () => now() + minutes * MINUTE;
            const email = windows.newEmail();
            const { signIn, session, network, changes } = await windows.open();
            await signIn.sendMail('link', email);
            await signIn.withCode('link', email, (await mailbox.newestTo(email)).code);
            expect(session.user?.email).to.equal(email);
            const requests = network.requests.length;
            expect(await windows.accepted(await session.accessToken())).to.equal(true);
            expect(network.requests).to.have.lengthOf(requests);
            expect(changes).to.deep.equal(['signed-in']);
        });
    }

    it('signs in with the link of a mail, once, in the browser that asked for it [FR-002, FR-005]', async () => {
        const email = windows.newEmail();
        const { signIn, session } = await windows.open();
        await signIn.sendMail('link', email);
        const { link } = await mailbox.newestTo(email);
        const { code = '', flowId, purpose } = (await follow(link)) ?? {};
        expect(purpose).to.equal('link');

        const stranger = await windows.open();
        for (const strange of [flowId, undefined, '']) {
            expect(await failureOf(stranger.signIn.withReturnedCode(code, strange))).to.equal('wrong-state');
        }
        expect(stranger.network.requests).to.deep.equal([]);

        await signIn.withReturnedCode(code, flowId);
        expect(session.user?.email).to.equal(email);
        expect(await failureOf(signIn.withReturnedCode(code, flowId))).to.equal('wrong-state');
        expect((await follow(link))?.error?.failure).to.equal('link-expired');
    });

    it('asks for the rule for passwords once, and again with the settings [FR-001]', async () => {
        const { signIn, network } = await windows.open();
        const asked = (): number => network.requests.filter(url => url.endsWith('/signup')).length;
        expect(await signIn.passwordRule()).to.equal(await signIn.passwordRule());
        expect(asked()).to.equal(1);
        await signIn.settings();
        await signIn.passwordRule();
        expect(asked()).to.equal(2);
    });

    it('replaces a forgotten password with the code of a mail [FR-001]', async () => {
        const { email, session, signIn } = await windows.openSignedIn();
        await session.signOut();
        await signIn.sendMail('recovery', email);
        const { code } = await mailbox.newestTo(email);
        const wrong = code === '000000' ? '111111' : '000000';
        expect(await failureOf(signIn.withCode('recovery', email, wrong))).to.equal('code-expired');
        await signIn.withCode('recovery', email, code);
        expect(await failureOf(signIn.setPassword('short'))).to.equal('weak-password');
        await signIn.setPassword('another correct horse');
        await session.signOut();
        expect(await failureOf(signIn.withPassword(email, SessionWindows.password))).to.equal('wrong-credentials');
        await signIn.withPassword(email, 'another correct horse');
        expect(session.user?.email).to.equal(email);
    });

    it('replaces a forgotten password after the session has ended [FR-001]', async () => {
        const { email, session, signIn, vault, changes } = await windows.openSignedIn();
        await windows.alter(vault, { expires_at: 1, refresh_token: 'invalid' });
        expect(await session.accessToken()).to.equal(null);
        await signIn.sendMail('recovery', email);
        await signIn.withCode('recovery', email, (await mailbox.newestTo(email)).code);
        expect(session.user?.email).to.equal(email);
        expect(changes).to.deep.equal(['signed-in', 'expired', 'signed-in']);
    });

    const github: RedirectMethod = { kind: 'oauth', id: 'x', provider: 'github', label: 'X', icon: 'account' };

    it('says that a provider is off, or that the server is away, before it leaves the page [FR-003]', async () => {
        const { signIn } = await windows.open();
        const refusal = await signIn.pageOf(github).catch((error: unknown) => error);
        expect(refusal)
            .to.be.instanceOf(SignInError)
            .and.to.have.property('message')
            .that.matches(/not set up on this server/);
        const network = new Network();
        const away = await windows.open(undefined, network);
        network.reachable = false;
        expect(await failureOf(away.signIn.pageOf(github))).to.equal('unreachable');
    });

    it('names the attempt and PKCE in the address of a provider [FR-005]', async () => {
        const network = Network.behind(() => new Response(null, { status: 302, headers: { location: '/' } }));
        const { signIn } = await windows.open(undefined, network);
        const { searchParams } = new URL(await signIn.pageOf(github));
        expect(searchParams.get('provider')).to.equal('github');
        expect(searchParams.get('code_challenge_method')).to.equal('s256');
        expect(searchParams.get('code_challenge')).to.match(/^[\w-]{43}$/);
        expect(searchParams.get('redirect_to')).to.match(/\?sanyam-sign-in=provider&sb_flow_id=\w+$/);
        expect(searchParams.has('skip_http_redirect')).to.equal(false);
    });

    it('asks for the address of a company by its domain [FR-008]', async () => {
        const network = Network.behind(() => Response.json({ url: 'https://login.example.com/saml' }));
        const { signIn } = await windows.open(undefined, network);
        const sso: RedirectMethod = { kind: 'sso', id: 'saml:x', domain: 'example.com', label: 'X', icon: 'account' };
        expect(await signIn.pageOf(sso)).to.equal('https://login.example.com/saml');
        expect(network.requests.at(-1)).to.match(/\/sso$/);
    });
});
