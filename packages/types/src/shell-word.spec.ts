// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { shellWord } from './shell-word';

describe('a word of an advised command', () => {
    for (const text of ['a$HOME b', '`id`', "it's", '"a"', 'a\\b', '~', '*', 'a;b', 'naïve.md', '/tmp/a-b.c']) {
        it(`is read by a shell as “${text}”`, function () {
            if (process.platform === 'win32') {
                this.skip();
            }
            const read = execFileSync('sh', ['-c', `printf %s ${shellWord(text, process.platform)}`], {
                encoding: 'utf8'
            });
            expect(read).to.equal(text);
        });
    }

    it('has quotes only where they are needed', () => {
        expect(shellWord('/tmp/a-b.c', 'linux')).to.equal('/tmp/a-b.c');
        expect(shellWord('C:\\My Files', 'win32')).to.equal('"C:\\My Files"');
    });
});
