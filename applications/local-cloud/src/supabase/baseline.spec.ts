// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { withBareCluster } from '../bare-cluster.js';
import { ensureBaseline } from './baseline.js';
import { withConnection } from './database.js';

const { signal } = new AbortController();

/** Starts the cluster again, as the next start of the local cloud does. Returns the settings of the role. */
function settingsAfterStart(superuserUrl: string): Promise<readonly string[] | null | undefined> {
    return withConnection(superuserUrl, signal, async client => {
        await ensureBaseline(client, 'the first password stays');
        const { rows } = await client.query<{ rolconfig: string[] | null }>(
            `select rolconfig from pg_roles where rolname = 'authenticated'`
        );
        return rows[0]?.rolconfig;
    });
}

describe('the baseline of a cluster that exists', () => {
    it('has the settings of the role of users that the owner of an earlier release could not change', async () => {
        await withBareCluster(async ({ superuserUrl, ownerUrl }) => {
            await withConnection(superuserUrl, signal, client =>
                client.query('revoke admin option for authenticated from postgres')
            );
            expect(await settingsAfterStart(superuserUrl)).to.deep.equal(['enable_memoize=off', 'enable_material=off']);
            // A later migration may change them, and the next start keeps what it set.
            await withConnection(ownerUrl, signal, client =>
                client.query('alter role authenticated reset enable_memoize')
            );
            expect(await settingsAfterStart(superuserUrl)).to.deep.equal(['enable_material=off']);
        });
    });
});
