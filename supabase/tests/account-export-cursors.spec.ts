// SPDX-License-Identifier: MIT

import { newEmail } from '@sanyam/test-kit/sign-up';
import { expect } from 'chai';
import { exportPage, textsOf } from './support/account-export.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';
import { giveShare, signUpPro, trashed } from './support/fixtures.js';

describeUnderAllGrants('an export', stage => {
    const pro = () => signUpPro(stage.cloud, stage.database);

    it('has nothing of another user after a cursor that names their records, in any section [BY-08]', async () => {
        const [ada, bob] = [await pro(), await pro()];
        const shared = await bob.create({ content: 'the secret of Bob' });
        await giveShare(stage.database, shared, ada, 'view');
        const thrownAway = await trashed(bob, { content: 'what Bob threw away' });
        await giveShare(stage.database, thrownAway, ada, 'edit');
        expect((await ada.call('read_document', { document_id: thrownAway.id })).status).to.equal(404);
        const offered = await bob.create({ content: 'what Bob offers' });
        await bob.call('offer_ownership', { document_id: offered.id, email: newEmail() });
        const { data: key } = await bob.call('create_api_key', { name: 'of Bob', scopes: ['documents:read'] });
        const { id: keyId } = key as { id: string };
        await stage.database.query(
            `insert into sanyam_private.api_key_usage (key_id, hour, requests, refused, last_used_at)
             values ($1, date_trunc('hour', now()), 3, 1, now())`,
            [keyId]
        );
        const own = await ada.create({ content: 'of Ada' });

        const begun = Buffer.from((await exportPage(ada)).next_cursor ?? '', 'base64url').toString();
        const exportId = begun.slice(0, 36);
        const past = '2020-01-01T00:00:00.000000Z';
        // The record before `id`, so that a section without a check would go on with the record itself.
        const before = (id: string) => id.slice(0, -12) + '000000000000';
        const places = [
            ...[shared.id, thrownAway.id, offered.id].flatMap(id => [
                `document/${past}/${id}/0/0`,
                `document/${past}/${id}/1/0`,
                `document/${past}/${id}/1/4`,
                `document/${past}/${before(id)}//`
            ]),
            `received_share//${before(shared.id)}//`,
            `received_offer/${past}/${before(offered.id)}//`,
            `api_key/${past}/${before(keyId)}//`,
            `api_key_usage/${past}/${keyId}//`,
            `api_key_usage/${past}/${before(keyId)}//`,
            `audit_entry/${past}//0/`
        ];
        for (const place of places) {
            const cursor = Buffer.from(`${exportId}/${place}`).toString('base64url');
            const { items } = await exportPage(ada, cursor);
            const others = items.filter(({ kind, data }) => {
                switch (kind) {
                    case 'document':
                        return data.id !== own.id;
                    case 'version':
                        return data.document_id !== own.id;
                    case 'received_share':
                        return data.email !== ada.email;
                    case 'audit_entry':
                        return data.user_id !== ada.id;
                    default:
                        return true;
                }
            });
            expect(others, place).to.deep.equal([]);
            if (place.startsWith('document')) {
                // The export goes on with the caller's own documents.
                expect(textsOf(items, own.id), place).to.deep.equal([[1, 'of Ada']]);
            }
        }
    });
});
