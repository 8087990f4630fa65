// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { formatAge } from './format-age';
import { formatSize } from './format-size';

describe('formatSize', () => {
    it('uses 1024-based units', () => {
        expect([0, 1, 1023, 1024, 1536, 20_480, 262_144, 1_048_576, 1.5 * 2 ** 30].map(formatSize)).to.deep.equal([
            '0 bytes',
            '1 byte',
            '1023 bytes',
            '1 KB',
            '1.5 KB',
            '20 KB',
            '256 KB',
            '1 MB',
            '1.5 GB'
        ]);
    });
});

describe('formatAge', () => {
    const now = Date.parse('2026-06-15T12:00:00Z');
    const cases: ReadonlyArray<[string, string]> = [
        ['2026-06-15T12:00:05.000000Z', 'just now'],
        ['2026-06-15T11:59:30.123456Z', 'just now'],
        ['2026-06-15T11:55:00.000000Z', '5 minutes ago'],
        ['2026-06-15T09:00:00.000000Z', '3 hours ago'],
        ['2026-06-14T11:00:00.000000Z', 'yesterday'],
        ['2026-04-10T12:00:00.000000Z', '2 months ago'],
        ['2024-06-01T12:00:00.000000Z', '2 years ago']
    ];
    for (const [timestamp, expected] of cases) {
        it(`returns “${expected}” for ${timestamp}`, () => {
            expect(formatAge(timestamp, now)).to.equal(expected);
        });
    }
});
