// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { formatAge } from './format-age';

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
