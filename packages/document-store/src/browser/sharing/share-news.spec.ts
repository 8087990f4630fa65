// SPDX-License-Identifier: MIT

import { CHECK_INTERVAL } from '@sanyam/types';
import type { NewShare } from '@sanyam/types';
import { expect } from 'chai';
import { ShareNews } from './share-news';

describe('the news of shares', () => {
    const time = (second: number) => new Date(Date.UTC(2026, 10, 26, 12, 0, second)).toISOString();
    const share = (name: string, second: number): NewShare => ({
        document_id: name,
        name,
        owner_email: 'ada@example.org',
        permission: 'view',
        shared_at: time(second)
    });

    function scene() {
        const scene = {
            clock: 0,
            second: 0,
            shares: [] as NewShare[],
            counted: 0,
            isAway: false,
            asked: [] as (string | undefined)[],
            told: [] as string[],
            news: undefined as unknown as ShareNews
        };
        scene.news = new ShareNews(
            {
                count: async () => {
                    scene.counted++;
                    await scene.news.noteCount(scene.shares.length);
                },
                listNew: async since => {
                    scene.asked.push(since);
                    if (scene.isAway) {
                        throw new Error('The cloud is away.');
                    }
                    const shares = since === undefined ? [] : scene.shares.filter(one => one.shared_at > since);
                    return { now: time(scene.second), shares };
                }
            },
            shares => scene.told.push(...shares.map(({ name }) => name)),
            () => scene.clock
        );
        return scene;
    }

    it('are told once, with one request for the number and one for what is new', async () => {
        const it = scene();
        await it.news.begin();
        await it.news.check();
        expect([it.counted, it.asked]).to.deep.equal([1, [undefined]]);
        it.second = 20;
        it.shares.push(share('plan.md', 15));
        it.clock += CHECK_INTERVAL;
        await it.news.check();
        expect(it.told).to.deep.equal(['plan.md']);
        it.second = 25;
        it.shares.push(share('notes.md', 24));
        it.clock += CHECK_INTERVAL;
        await it.news.check();
        expect(it.told).to.deep.equal(['plan.md', 'notes.md']);
        expect([it.counted, it.asked.length]).to.deep.equal([3, 3]);
    });

    it('are told when they come between the sign-in and the first number, but not when they were there before', async () => {
        const it = scene();
        it.second = 10;
        it.shares.push(share('old.md', 5));
        await it.news.begin();
        it.second = 20;
        it.shares.push(share('plan.md', 15));
        await it.news.noteCount(2);
        expect(it.told).to.deep.equal(['plan.md']);
        await it.news.noteCount(2);
        expect(it.asked).to.have.length(2);
    });

    it('are told after the cloud was away at the beginning, and after a request that failed', async () => {
        const it = scene();
        it.isAway = true;
        await it.news.begin().catch(() => undefined);
        await it.news.check().catch(() => undefined);
        it.isAway = false;
        it.clock += CHECK_INTERVAL;
        await it.news.check();
        it.second = 20;
        it.shares.push(share('plan.md', 15));
        it.isAway = true;
        await it.news.noteCount(1).catch(() => undefined);
        expect(it.told).to.deep.equal([]);
        it.isAway = false;
        await it.news.noteCount(1);
        expect(it.told).to.deep.equal(['plan.md']);
    });

    it('are told when another one comes during the request for the first', async () => {
        const it = scene();
        await it.news.begin();
        await it.news.noteCount(0);
        it.second = 20;
        it.shares.push(share('plan.md', 15));
        const first = it.news.noteCount(1);
        it.shares.push(share('notes.md', 19));
        await Promise.all([first, it.news.noteCount(2)]);
        expect(it.told).to.have.members(['plan.md', 'notes.md']);
    });

    it('need no request of their own while a list is read anyway', async () => {
        const it = scene();
        await it.news.begin();
        await it.news.noteCount(0);
        for (let turn = 0; turn < 5; turn++) {
            it.clock += CHECK_INTERVAL / 2;
            await it.news.noteCount(0);
            await it.news.check();
        }
        expect([it.counted, it.asked.length]).to.deep.equal([0, 1]);
        it.second = 60;
        it.shares.push(share('plan.md', 59));
        await it.news.noteCount(1);
        expect(it.told).to.deep.equal(['plan.md']);
    });

    it('are not read when a number stays or falls, and come at most one request in an interval', async () => {
        const it = scene();
        await it.news.begin();
        for (const count of [5, 5, 4]) {
            await it.news.noteCount(count);
            await it.news.check();
        }
        // The second one reads what came between the beginning and the first number.
        expect([it.counted, it.asked.length]).to.deep.equal([0, 2]);
    });
});
