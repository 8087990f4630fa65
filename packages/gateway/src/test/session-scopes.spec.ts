// SPDX-License-Identifier: MIT

import { mintToken } from '@sanyam/test-kit/tokens';
import { expect } from 'chai';
import { describeOverEachWay } from './each-way';
import { stageGateway } from './gateway-stage';
import { errorOf } from './gateway-user';

const NEW_DOCUMENT = { name: 'a.md', language_id: 'markdown' };

/** The claim of a token, and the outcomes: a list, a new document, the API keys, the account, the page of its plan. */
const CLAIMS: [claim: unknown, outcomes: string[]][] = [
    [undefined, ['200', '201', '200', '200', 'CLOUD_NOT_CONFIGURED']],
    [[], ['INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE', 'FORBIDDEN', '200', 'FORBIDDEN']],
    [['documents:read'], ['200', 'INSUFFICIENT_SCOPE', 'FORBIDDEN', '200', 'FORBIDDEN']],
    [
        ['documents:read', 'documents:write'],
        ['200', '201', 'FORBIDDEN', '200', 'FORBIDDEN']
    ],
    [null, ['INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE', 'FORBIDDEN', '200', 'FORBIDDEN']],
    ['documents:read', ['INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE', 'FORBIDDEN', '200', 'FORBIDDEN']],
    [{ 'documents:read': true }, ['INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE', 'FORBIDDEN', '200', 'FORBIDDEN']]
];

describeOverEachWay('a session whose token names scopes', startGateway => {
    const stage = stageGateway('enterprise', startGateway);

    for (const [claim, outcomes] of CLAIMS) {
        it(`has only these: ${JSON.stringify(claim)} [FR-016]`, async () => {
            const exp = Math.floor(Date.now() / 1000) + 600;
            const claims = { sub: stage.ada.id, role: 'authenticated', exp, sanyam_scopes: claim };
            const token = mintToken(claims, stage.cloud.jwtSecret);
            const answers = [
                await stage.ada.sendAs(token, 'GET', '/api/v1/documents'),
                await stage.ada.sendAs(token, 'POST', '/api/v1/documents', { json: NEW_DOCUMENT }),
                await stage.ada.sendAs(token, 'GET', '/api/v1/api-keys'),
                await stage.ada.sendAs(token, 'GET', '/api/v1/me'),
                // This one calls no function of the database in the user's name.
                await stage.ada.sendAs(token, 'POST', '/api/v1/billing/portal')
            ];
            const found = answers.map(answer => (answer.status < 400 ? String(answer.status) : errorOf(answer).code));
            expect(found).to.deep.equal(outcomes);
        });
    }
});
