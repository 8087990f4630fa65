// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { describeAccess, isReadOnly, readOnlyMessage } from './document-access';

type Access = Pick<CloudDocument, 'permission' | 'read_only_reason' | 'owner_email'>;

const own: Access = { permission: 'owner', read_only_reason: null, owner_email: 'me@example.org' };
const shared: Access = { permission: 'edit', read_only_reason: null, owner_email: 'ada_l@example.org' };

describe('the access to a document', () => {
    const cases: ReadonlyArray<[string, Access, RegExp | undefined, string[]]> = [
        ['that the user owns', own, undefined, []],
        ['that is shared to edit', shared, undefined, ['shared by ada_l@example.org to edit']],
        [
            'that is shared as admin',
            { ...shared, permission: 'admin' },
            undefined,
            ['shared by ada_l@example.org to edit and delete']
        ],
        [
            'that is shared to view',
            { ...shared, permission: 'view', read_only_reason: 'view_share' },
            /^ada_l@example\.org shared this document with you for viewing only/,
            ['shared by ada_l@example.org to view']
        ],
        [
            'that the user owns, over the limit',
            { ...own, read_only_reason: 'over_limit' },
            /you have more documents than your plan allows/,
            ['read-only']
        ],
        [
            'that is shared to edit, with its owner over the limit',
            { ...shared, read_only_reason: 'over_limit' },
            /ada_l@example\.org has more documents/,
            ['shared by ada_l@example.org to edit', 'read-only']
        ],
        ['that is in the trash', { ...own, read_only_reason: 'trashed' }, /in the trash/, ['read-only']],
        [
            'that is read-only for a reason of a later release',
            { ...own, read_only_reason: 'frozen' },
            /is read-only/,
            ['read-only']
        ],
        [
            'that is shared by an account without an email',
            { ...shared, permission: 'view', read_only_reason: 'view_share', owner_email: null },
            /^The owner shared/,
            ['shared by someone to view']
        ]
    ];
    for (const [what, document, sentence, description] of cases) {
        it(`is described for a document ${what}`, () => {
            const shown = readOnlyMessage(document)?.value.replace(/\\/g, '');
            expect(isReadOnly(document)).to.equal(sentence !== undefined);
            expect(sentence === undefined ? shown === undefined : sentence.test(shown ?? '')).to.equal(true);
            expect(describeAccess(document)).to.deep.equal(description);
        });
    }

    it('is described with the email as plain text, not as Markdown', () => {
        const email = '[here](command:evil)@example.org';
        const message = readOnlyMessage({ ...shared, permission: 'view', owner_email: email });
        expect(message?.value).to.not.contain('](command:');
    });
});
