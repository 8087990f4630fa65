// SPDX-License-Identifier: MIT

import { type ReadyLine } from '@sanyam/local-cloud';
import { ownTestCloud } from '@sanyam/test-kit/test-cloud';
import { Database } from '@sanyam/test-kit/database';
import { MovableClock } from '@sanyam/test-kit/movable-clock';
import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { History, share, versionCounts, withKey } from './support/version-calls.js';
import { type Action, CASES } from './support/window-cases.js';

describe('the autosave window', () => {
    let cloud: ReadyLine;
    let database: Database;
    let clock: MovableClock;
    before(async () => {
        cloud = await ownTestCloud();
        database = new Database(cloud);
        clock = await MovableClock.install(database);
    });
    after(async () => {
        await clock.remove();
        await database.close();
    });

    for (const [rule, { tier, steps, left }] of Object.entries(CASES)) {
        it(`follows the rule: ${rule} [FR-040, FR-100]`, async () => {
            const [ada, bob] = [await Persona.signUp(cloud), await Persona.signUp(cloud)];
            const owner = new Stopwatch(ada);
            await database.setTier(ada.id, tier ?? 'pro');
            await clock.set(0);
            const { id } = await ada.create({ content: 'text of version 1' });
            await share(database, id, bob, 'edit');
            for (const [seconds, who, action, keyName] of steps) {
                await clock.set(seconds);
                const user = who === 'bob' ? bob : ada;
                const scopes = ['documents:write'];
                const actor = keyName === undefined ? user : withKey(cloud, user, keyName, scopes);
                await owner.act(id, actor, action);
            }
            expect(await owner.versionsOf(id)).to.deep.equal(left);
        });
    }

    /** Runs the steps, and remembers the text of each version. */
    class Stopwatch {
        private readonly texts = new Map([[1, 'text of version 1']]);

        constructor(private readonly ada: Persona) {}

        async act(id: string, actor: Persona, action: Action): Promise<void> {
            const history = new History(this.ada, id);
            const { version, content } = await this.ada.read(id);
            const text = `text of version ${version + 1}`;
            if (action === 'to free' || action === 'to pro') {
                await database.setTier(this.ada.id, action.slice('to '.length));
            } else if (action === 'name' || action === 'unname') {
                await history.name(version, action === 'name' ? 'kept' : null);
            } else if (action === 'restore') {
                await history.restore((await history.numbers()).at(-1) ?? 0);
            } else if (action === 'rename') {
                await actor.save(id, { name: `${version}.md`, origin: 'autosave' });
            } else if (action === 'repeat' || action === 'keep') {
                await actor.save(id, { content, origin: action === 'keep' ? 'save' : 'autosave' });
            } else {
                await actor.save(id, { content: text, origin: action });
            }
            const after = await this.ada.read(id);
            this.texts.set(after.version, after.content);
        }

        /** Returns the versions that are left, oldest first. Checks the text of each. */
        async versionsOf(id: string): Promise<string[]> {
            const history = new History(this.ada, id);
            const { items, total_count } = await history.list();
            for (const { version_number } of items) {
                expect(await history.read(version_number)).to.include({ content: this.texts.get(version_number) });
            }
            const { kept, recounted } = await versionCounts(database, id);
            expect([kept, recounted]).to.deep.equal([total_count, items.length]);
            return items
                .map(
                    item =>
                        `${item.version_number} ${item.origin}${item.api_key_name === null ? '' : ` by ${item.api_key_name}`}`
                )
                .toReversed();
        }
    }
});
