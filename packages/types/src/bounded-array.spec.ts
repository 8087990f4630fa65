// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { z } from 'zod';
import { apiKeyScopesSchema } from './api-key-scope';
import { boundedArray } from './bounded-array';

const bounds = { least: 1, most: 3, tooFew: 'Too few.', tooMany: 'Too many.' };

describe('a bounded array', () => {
    it('looks at no item when it is too long', () => {
        let looks = 0;
        const schema = boundedArray(
            z.unknown().refine(() => {
                looks++;
                return true;
            }),
            bounds
        );
        expect(schema.safeParse([1, 2, 3]).success).to.equal(true);
        expect(looks).to.equal(3);
        const { error } = schema.safeParse(Array.from({ length: 4_000_000 }, () => 1));
        expect(error?.issues.map(({ message }) => message)).to.deep.equal(['Too many.']);
        expect(looks).to.equal(3);
    });

    it('has its own messages for an empty array, a wrong item and another type', () => {
        const schema = boundedArray(z.enum(['a']), bounds);
        expect(schema.safeParse([]).error?.issues[0]?.message).to.equal('Too few.');
        expect(schema.safeParse(['b']).error?.issues[0]?.path).to.deep.equal([0]);
        expect(schema.safeParse('a').error?.issues[0]?.code).to.equal('invalid_type');
    });

    it('limits the scopes of an API key to one of each', () => {
        expect(apiKeyScopesSchema.safeParse(['documents:read', 'documents:write']).success).to.equal(true);
        for (const scopes of [[], Array.from({ length: 7 }, () => 'documents:read')]) {
            expect(apiKeyScopesSchema.safeParse(scopes).success).to.equal(false);
        }
    });
});
