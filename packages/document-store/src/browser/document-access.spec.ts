// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { describeAccess, isReadOnly, readOnlyMessage } from './document-access';

type Access = Pick<CloudDocument, 'permission' | 'read_only_reason' | 'owner_email'>;

const own: Access = { permission: 'owner', read_only_reason: null, owner_email: 'me@example.org' };
const shared: Access = { permission: 'edit', read_only_reason: null, owner_email: 'ada_l@example.org' };

describe('what a user may do to a document', () => {
    const cases: ReadonlyArray<[string, Access, RegExp | undefined, string[]]> = [
        ['one’s own', own, undefined, []],
        ['shared to edit', shared, undefined, ['shared by ada_l@example.org to edit']],
        [
            'an admin’s',
            { ...shared, permission: 'admin' },
            undefined,
            ['shared by ada_l@example.org to edit and delete']
        ],
        [
            'shared to read',
            { ...shared, permission: 'view', read_only_reason: 'view_share' },
            /^ada_l@example\.org shared this document with you to read/,
            ['shared by ada_l@example.org to read']
        ],
        [
            'one’s own over the limit',
            { ...own, read_only_reason: 'over_limit' },
            /you have more documents than your plan holds/,
            ['read-only']
        ],
        [
            'shared to edit, its owner over the limit',
            { ...shared, read_only_reason: 'over_limit' },
            /ada_l@example\.org has more documents/,
            ['shared by ada_l@example.org to edit', 'read-only']
        ],
        ['in the trash', { ...own, read_only_reason: 'trashed' }, /in the trash/, ['read-only']],
        ['for a reason of a later release', { ...own, read_only_reason: 'frozen' }, /is read-only/, ['read-only']],
        [
            'shared by an account without an address',
            { ...shared, permission: 'view', read_only_reason: 'view_share', owner_email: null },
            /^Its owner shared/,
            ['shared by someone to read']
        ]
    ];
    for (const [what, document, sentence, description] of cases) {
        it(`is told for a document that is ${what}`, () => {
            const shown = readOnlyMessage(document)?.value.replace(/\\/g, '');
            expect(isReadOnly(document)).to.equal(sentence !== undefined);
            expect(sentence === undefined ? shown === undefined : sentence.test(shown ?? '')).to.equal(true);
            expect(describeAccess(document)).to.deep.equal(description);
        });
    }

    it('is told without reading an address as Markdown', () => {
        const email = '[here](command:evil)@example.org';
        const message = readOnlyMessage({ ...shared, permission: 'view', owner_email: email });
        expect(message?.value).to.not.contain('](command:');
    });
});
