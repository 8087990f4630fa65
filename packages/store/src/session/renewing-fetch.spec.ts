// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { renewingFetch } from './renewing-fetch';

const URL = 'https://cloud.example.org/rest/v1/rpc/save_document';

/** A server that accepts one token, and a session that renews to another one. */
function between(accepted: string, renewed: string | null | Error) {
    const sent: Array<{ token: string | null; body: unknown }> = [];
    const renewals: string[] = [];
    const call = renewingFetch(
        {
            renewToken: async refused => {
                renewals.push(refused);
                if (renewed instanceof Error) {
                    throw renewed;
                }
                return renewed;
            }
        },
        async (_input, init) => {
            const token = new Headers(init?.headers).get('Authorization');
            sent.push({ token, body: init?.body });
            return new Response('{}', { status: token === `Bearer ${accepted}` ? 200 : 401 });
        }
    );
    const post = (token: string, apikey = 'public') =>
        call(URL, { method: 'POST', body: 'text', headers: { Authorization: `Bearer ${token}`, apikey } });
    return { post, sent, renewals };
}

describe('a request whose token the server refuses', () => {
    it('is sent again with a renewed token, with the same body, whatever the local clock says', async () => {
        const { post, sent, renewals } = between('new', 'new');
        expect((await post('old')).status).to.equal(200);
        expect(renewals).to.deep.equal(['old']);
        expect(sent).to.deep.equal([
            { token: 'Bearer old', body: 'text' },
            { token: 'Bearer new', body: 'text' }
        ]);
    });

    it('is not sent again as another user, who has signed in in another window since', async () => {
        const [ada, bob] = ['ada', 'bob'].map(sub => `e30.${btoa(JSON.stringify({ sub }))}.signature`);
        if (ada === undefined || bob === undefined) {
            expect.fail('There are two tokens.');
        }
        const { post, sent } = between(bob, bob);
        expect((await post(ada)).status).to.equal(401);
        expect(sent).to.have.length(1);
    });

    it('is sent twice at most', async () => {
        const { post, sent, renewals } = between('another', 'new');
        expect((await post('old')).status).to.equal(401);
        expect(renewals).to.have.length(1);
        expect(sent).to.have.length(2);
    });

    it('is not repeated when the session is over, or cannot change', async () => {
        for (const renewed of [null, 'old']) {
            const { post, sent } = between('new', renewed);
            expect((await post('old')).status).to.equal(401);
            expect(sent).to.have.length(1);
        }
    });

    it('is not renewed when it is accepted', async () => {
        const { post, renewals } = between('good', 'new');
        expect((await post('good')).status).to.equal(200);
        expect(renewals).to.deep.equal([]);
    });

    it('fails like the renewal when that is not possible now', async () => {
        const unreachable = new CloudError('SERVICE_UNAVAILABLE', 'Could not reach the cloud.');
        const { post } = between('new', unreachable);
        expect(await post('old').catch((error: unknown) => error)).to.equal(unreachable);
    });
});

describe('a request without a session', () => {
    it('is answered with 401 and never sent, because it has the public key instead of a token', async () => {
        const { post, sent, renewals } = between('public', 'new');
        expect((await post('public')).status).to.equal(401);
        expect([sent, renewals]).to.deep.equal([[], []]);
    });
});
