// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import type { ApiKey } from '@sanyam/types';
import { daysOf, rotationText, usageSentence } from './key-texts';

describe('the use of an API key', () => {
    const now = Date.parse('2026-11-27T00:30:00Z');

    it('has every day in UTC, also those without use', () => {
        const days = daysOf([{ day: '2026-11-26', requests: 3, refused: 1 }], 3, now);
        expect(days.map(({ day, requests, refused }) => [day, requests, refused])).to.deep.equal([
            ['2026-11-25', 0, 0],
            ['2026-11-26', 3, 1],
            ['2026-11-27', 0, 0]
        ]);
        expect(days[2]?.start).to.equal(Date.parse('2026-11-27T00:00:00Z') / 1000);
    });

    it('is said in a sentence for those who do not see the chart', () => {
        const usage = [
            { day: '2026-11-26', requests: 1200, refused: 1 },
            { day: '2026-11-27', requests: 34, refused: 0 }
        ];
        expect(usageSentence(daysOf(usage, 30, now))).to.match(/^Requests in 30 days: 1,234\. Refused: 1\.$/);
    });
});

describe('keys that look alike', () => {
    const keyOf = (prefix: string, created_at: string, changes: Partial<ApiKey> = {}): ApiKey => ({
        id: prefix,
        name: 'nightly',
        prefix,
        scopes: ['documents:read'],
        status: 'active',
        created_at,
        expires_at: null,
        revoked_at: null,
        revoked_reason: null,
        last_used_at: null,
        ...changes
    });
    const fresh = keyOf('bbbbbbbb', '2026-11-20T08:00:00.000000Z');
    const old = keyOf('aaaaaaaa', '2026-11-01T08:00:00.000000Z', { expires_at: '2026-11-21T08:00:00.000000Z' });

    it('say which one a rotation replaced, and until when that works', () => {
        expect(rotationText(old, [fresh, old])).to.match(
            /^Old key, works until .*2026.*\. Replace it with sanyam_bbbbbbbb\.$/
        );
        expect(rotationText(fresh, [fresh, old])).to.match(
            /^New key\. The old one, sanyam_aaaaaaaa, works until .*2026.*\.$/
        );
    });

    it('say nothing if none replaces the other', () => {
        for (const other of [
            { ...old, expires_at: null },
            { ...old, expires_at: '2027-11-21T08:00:00.000000Z' },
            { ...old, name: 'hourly' },
            { ...old, scopes: ['documents:write'] },
            { ...old, status: 'revoked' as const }
        ]) {
            expect(rotationText(other, [fresh, other]), JSON.stringify(other)).to.equal(undefined);
            expect(rotationText(fresh, [fresh, other]), JSON.stringify(other)).to.equal(undefined);
        }
    });
});
