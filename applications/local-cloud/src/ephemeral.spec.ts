// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { CloudProcess } from './test/cloud-process.js';
import { ephemeralFolderOf, noTracesOf, tracesOf } from './test/left-behind.js';

describe('an ephemeral cloud', () => {
    it('deletes the folder of a cloud that was killed', async () => {
        const killed = new CloudProcess(['--ephemeral']);
        await killed.ready();
        killed.kill('SIGKILL');
        await killed.ended;
        const folder = ephemeralFolderOf(killed.said);

        const next = new CloudProcess(['--ephemeral']);
        await next.says(/PostgreSQL 17: creating/);
        await noTracesOf(folder);
        expect(await next.stop(), next.said).to.equal(0);
    });

    it('runs beside another one', async () => {
        const clouds = [new CloudProcess(['--ephemeral']), new CloudProcess(['--ephemeral'])];
        const [one, two] = await Promise.all(clouds.map(cloud => cloud.ready()));
        expect(one?.supabaseUrl).not.to.equal(two?.supabaseUrl);
        expect(one?.jwtSecret).not.to.equal(two?.jwtSecret);
        await Promise.all(clouds.map(cloud => cloud.stop()));
        expect(clouds.flatMap(cloud => tracesOf(ephemeralFolderOf(cloud.said)))).to.deep.equal([]);
    });
});
