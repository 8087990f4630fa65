// SPDX-License-Identifier: MIT

import { STATUSES } from '@sanyam/test-kit/stripe/objects';
import { isManaged } from '@sanyam/types';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GRACE_DAYS, KNOWN_STATUSES, meaningOf } from './subscription-meaning';

const PAGE = join(__dirname, '..', '..', '..', '..', 'docs', 'billing.md');
const SINCE = new Date('2030-01-01T00:00:00Z');
const IN_A_WEEK = new Date('2030-01-08T00:00:00Z');

/** What each state means: whether the plan holds, until when, and whether “buy” leads to the portal. */
const TABLE: Readonly<Record<string, readonly [holds: boolean, until: Date | null, isManaged: boolean]>> = {
    active: [true, null, true],
    trialing: [true, null, true],
    past_due: [true, IN_A_WEEK, true],
    unpaid: [false, null, true],
    incomplete: [false, null, false],
    incomplete_expired: [false, null, false],
    paused: [false, null, true],
    canceled: [false, null, false]
};

describe('a state of a subscription', () => {
    for (const [status, [holds, until, managed]] of Object.entries(TABLE)) {
        it(`“${status}” ${holds ? 'keeps' : 'ends'} the plan${until === null ? '' : ' for 7 days'} [FR-129, FR-130]`, () => {
            expect(meaningOf(status, SINCE)).to.deep.equal({ holds, until });
            expect(isManaged(status)).to.equal(managed);
        });
    }

    it('is one that the table has', () => {
        expect(KNOWN_STATUSES).to.have.members(Object.keys(TABLE));
        expect(KNOWN_STATUSES).to.have.members([...STATUSES]);
    });

    it('that Stripe adds one day means nothing', () => {
        for (const status of ['', 'frozen', 'constructor', '__proto__']) {
            expect(meaningOf(status, SINCE)).to.equal(undefined);
        }
    });

    it('stands in docs/billing.md with the same meaning', () => {
        const rows = [...readFileSync(PAGE, 'utf8').matchAll(/^\| `(\w+)`.*?\| (yes|no|for \d+ days) +\|/gm)];
        const written = Object.fromEntries(rows.map(([, status, holds]) => [status, holds]));
        const expected = Object.entries(TABLE).map(([status, [holds, until]]) => [
            status,
            until === null ? (holds ? 'yes' : 'no') : `for ${GRACE_DAYS} days`
        ]);
        expect(written).to.deep.equal(Object.fromEntries(expected));
    });

    it('keeps the plan in docs/billing.md, too, while the collection of payments is paused in any way', () => {
        const [row] = /^\| `active` with `pause_collection` +\| yes .*$/m.exec(readFileSync(PAGE, 'utf8')) ?? [];
        for (const behavior of ['keep_as_draft', 'mark_uncollectible', 'void']) {
            expect(row).to.contain(`\`${behavior}\``);
        }
    });
});
