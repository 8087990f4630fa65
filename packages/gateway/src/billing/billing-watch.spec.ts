// SPDX-License-Identifier: MIT

import { CloudError, type TierLimits } from '@sanyam/types';
import { expect } from 'chai';
import { createLog } from '../observability/log';
import type { BillingDatabase } from './billing-database';
import { BillingWatch } from './billing-watch';
import type { EventHandler } from './event-handler';

/** Looks once, with a database that lists users until the gate has lowered their tier. */
async function look(users: readonly string[], fails: (userId: string) => boolean = () => false) {
    const lapsed = new Set(users);
    const asked: [userId: string, reason: string][] = [];
    let lists = 0;
    const database = {
        lapsedPlans: async (batchSize: number) => {
            lists++;
            return [...lapsed].slice(0, batchSize);
        },
        takeEvents: async () => []
    } as Partial<BillingDatabase> as BillingDatabase;
    const gates = (userId: string) => ({
        degradeTier: async (reason: string) => {
            asked.push([userId, reason]);
            if (fails(userId)) {
                throw new CloudError('SERVICE_UNAVAILABLE');
            }
            lapsed.delete(userId);
            return { tier: 'free' } as TierLimits;
        }
    });
    const log = createLog();
    log.level = 'silent';
    await new BillingWatch(database, gates, {} as EventHandler, log).look();
    return { asked, lists, left: [...lapsed] };
}

describe('the watch of billing', () => {
    const many = Array.from({ length: 250 }, (_, index) => `user ${index}`);

    it('lowers the tier of each user whose time to pay is over, through the gate, once [FR-079]', async () => {
        const { asked, left } = await look(many);
        expect(asked).to.deep.equal(many.map(userId => [userId, 'the time to pay is over']));
        expect(left).to.deep.equal([]);
    });

    it('goes on with the next user when one fails, and tries that one again only when it looks next', async () => {
        const { asked, lists, left } = await look(['a', 'b', 'c'], userId => userId === 'a');
        expect(asked.map(([userId]) => userId)).to.deep.equal(['a', 'b', 'c']);
        expect([lists, left]).to.deep.equal([1, ['a']]);
    });

    it('takes an event when the one before has ended, so that none waits while its time for an attempt passes', async () => {
        const steps: string[] = [];
        const due = ['evt_1', 'evt_2', 'evt_3'];
        const database = {
            lapsedPlans: async () => [],
            takeEvents: async (batchSize: number) => {
                const taken = due.splice(0, batchSize);
                steps.push(...taken.map(id => `take ${id}`));
                return taken.map(id => ({ id, type: 'invoice.paid', created_at: '2026-11-27T08:00:00Z', facts: {} }));
            },
            startRead: async () => 1
        } as Partial<BillingDatabase> as BillingDatabase;
        const events = {
            attempt: async ({ id }: { id: string }) => {
                steps.push(`end ${id}`);
                throw new CloudError('SERVICE_UNAVAILABLE');
            }
        } as Partial<EventHandler> as EventHandler;
        const log = createLog();
        log.level = 'silent';
        await new BillingWatch(
            database,
            () => ({ degradeTier: () => Promise.reject(new Error()) }),
            events,
            log
        ).look();
        expect(steps).to.deep.equal([1, 2, 3].flatMap(number => [`take evt_${number}`, `end evt_${number}`]));
    });

    it('ends when a full list fails', async () => {
        expect((await look(many, () => true)).lists).to.equal(1);
    });
});
