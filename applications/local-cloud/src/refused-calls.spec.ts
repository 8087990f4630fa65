// SPDX-License-Identifier: MIT

import { createClient } from '@supabase/supabase-js';
import { expect } from 'chai';
import { CloudProcess } from './test/cloud-process.js';

describe('the log of the local cloud', () => {
    it('has one line without a stack for each call that PostgreSQL refuses', async () => {
        const cloud = new CloudProcess(['--ephemeral', '--no-gateway']);
        const ready = await cloud.ready();
        const before = cloud.said.length;
        const stranger = createClient(ready.supabaseUrl, ready.anonKey, { auth: { persistSession: false } });
        for (const name of ['list_documents', 'list_documents', 'my_account']) {
            expect((await stranger.rpc(name)).status, name).to.equal(401);
        }
        await cloud.stop();
        expect(
            cloud.said
                .slice(before)
                .split('\n')
                .filter(line => /refused|denied|^ {2,}at /i.test(line))
        ).to.deep.equal([
            'Refused a call: permission denied for function list_documents',
            'Refused a call: permission denied for function list_documents',
            'Refused a call: permission denied for function my_account'
        ]);
        expect(cloud.said.slice(before)).not.to.match(/PostgresError|\n +at /);
    });
});
