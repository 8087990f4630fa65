// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { cloudDocumentSchema } from './cloud-document';

describe('the answer of a document', () => {
    const end = cloudDocumentSchema.shape.access_ends_at;

    it('has the end of the caller’s access, as RFC 3339', () => {
        expect(end.parse('2099-06-15T12:00:00.123456Z')).to.equal('2099-06-15T12:00:00.123456Z');
        expect(end.parse(null)).to.equal(null);
        for (const unreadable of ['', 'infinity', '2099-06-15', 4_085_208_000]) {
            expect(end.safeParse(unreadable).success, String(unreadable)).to.equal(false);
        }
    });

    it('has no end from a server of an earlier release', () => {
        expect(end.parse(undefined)).to.equal(null);
    });
});
