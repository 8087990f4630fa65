// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { DEFAULT_DATA_FOLDER } from '../command-line.js';
import { startOverCommand } from './start-over-command.js';

describe('the command that moves the data aside', () => {
    it('is npm start for the usual folder', () => {
        expect(startOverCommand(undefined)).to.equal('npm start -- --start-over');
        expect(startOverCommand(DEFAULT_DATA_FOLDER)).to.equal('npm start -- --start-over');
    });

    for (const folder of ['/tmp/a$HOME b', "/tmp/it's", '/tmp/`id`', '/tmp/"a"', '~/data', '/tmp/data']) {
        it(`names ${folder} so that a shell does not change it`, function () {
            if (process.platform === 'win32') {
                this.skip();
            }
            const [, word] = /^npm run cloud -- --data (.+) --start-over$/.exec(startOverCommand(folder)) ?? [];
            expect(execFileSync('sh', ['-c', `printf %s ${word}`], { encoding: 'utf8' })).to.equal(folder);
        });
    }
});
