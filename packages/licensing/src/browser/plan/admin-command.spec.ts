// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { adminCommand } from './admin-command';

describe('the command that changes the plan', () => {
    it('is there in a cloud on this machine, with the user and the plan', () => {
        for (const cloud of ['http://127.0.0.1:54321', 'http://localhost:8000', 'http://[::1]:1']) {
            expect(adminCommand(cloud, 'ada@example.org', 'pro')).to.equal(
                'npm run admin -- tier set ada@example.org pro'
            );
        }
        expect(adminCommand('http://localhost', 'ada@example.org', 'Team Plus')).to.match(/ ['"]Team Plus['"]$/);
    });

    it('is not there in a cloud of an administrator, or without an address', () => {
        expect(adminCommand('https://cloud.example.org', 'ada@example.org', 'pro')).to.equal(undefined);
        expect(adminCommand('http://localhost', null, 'pro')).to.equal(undefined);
    });
});
