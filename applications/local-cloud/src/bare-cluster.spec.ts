// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import pg from 'pg';
import { withBareCluster } from './bare-cluster.js';
import { sweepEphemeralFolders } from './data-folder/ephemeral-folders.js';

describe('a bare cluster', () => {
    it('works on while the start of a cloud deletes what others left over', () =>
        withBareCluster(async ({ superuserUrl }) => {
            const client = new pg.Client({ connectionString: superuserUrl });
            await client.connect();
            try {
                const { rows } = await client.query<{ data_directory: string }>('show data_directory');
                const folder = dirname(rows[0]?.data_directory ?? '');
                await utimes(folder, 0, 0);
                expect(await sweepEphemeralFolders()).not.to.include(folder);
                expect((await client.query('select 1')).rowCount).to.equal(1);
            } finally {
                await client.end();
            }
        }));
});
