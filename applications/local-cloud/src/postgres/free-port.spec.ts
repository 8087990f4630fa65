// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Progress } from '../progress.js';
import { choosePort, freePort } from './free-port.js';

class RecordedProgress extends Progress {
    readonly said: string[] = [];

    override say(text: string): void {
        this.said.push(text);
    }
}

async function withTakenPort(work: (port: number) => Promise<void>): Promise<void> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
        await work((server.address() as AddressInfo).port);
    } finally {
        server.close();
    }
}

describe('the port of a server of the local cloud', () => {
    let progress: RecordedProgress;
    beforeEach(() => {
        progress = new RecordedProgress();
    });

    it('is the default port while that is free', async () => {
        const number = await freePort();
        expect(await choosePort({ number, isDefault: true }, 'Supabase', progress)).to.equal(number);
        expect(progress.said).to.deep.equal([]);
    });

    it('is the next free port while the default port is in use, which the progress says', async () => {
        await withTakenPort(async number => {
            const chosen = await choosePort({ number, isDefault: true }, 'Supabase', progress);
            expect(chosen).not.to.equal(number);
            expect(progress.said).to.deep.equal([
                `port ${number} is in use by another program: Supabase gets port ${chosen}`
            ]);
        });
    });

    it('is the port that the user asked for, even if it is in use', async () => {
        await withTakenPort(async number => {
            expect(await choosePort({ number, isDefault: false }, 'Supabase', progress)).to.equal(number);
            expect(progress.said).to.deep.equal([]);
        });
    });
});
