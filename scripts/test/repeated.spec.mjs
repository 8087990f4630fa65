// SPDX-License-Identifier: MIT

import { keepLoopbackDirect as packagesKeepLoopbackDirect, shellWord as packagesShellWord } from '@sanyam/types';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { shellWord } from '../programs/shell-word.mjs';
import { keepLoopbackDirect } from '../set-up/environment.mjs';
import { inRoot } from '../set-up/repository.mjs';

/** Scripts that run before the packages are built cannot import them, so they repeat a little of them. */
describe('what scripts repeat of packages', () => {
    it('is the same word of a shell command', () => {
        for (const platform of ['linux', 'win32']) {
            for (const text of [
                '',
                'a',
                'a b',
                "it's",
                '"',
                '$HOME',
                'C:\\a',
                '/tmp/x.y',
                '~',
                'naïve',
                '%a+b=c@d:e'
            ]) {
                expect(shellWord(text, platform), text).to.equal(packagesShellWord(text, platform));
            }
        }
    });

    it('is the same list of hosts that need no proxy', () => {
        for (const environment of [
            {},
            { NO_PROXY: '' },
            { no_proxy: 'example.com', NO_PROXY: 'other' },
            { NO_PROXY: 'a, b  c,127.0.0.1' },
            { no_proxy: '*' },
            { NO_PROXY: '*.example.com' },
            { no_proxy: 'a,*' }
        ]) {
            const [ours, theirs] = [{ ...environment }, { ...environment }];
            keepLoopbackDirect(ours);
            packagesKeepLoopbackDirect(theirs);
            expect(ours, JSON.stringify(environment)).to.deep.equal(theirs);
        }
    });

    it('is the same sentence about a folder for temporary files', () => {
        const [script, cloud] = [
            'scripts/programs/temporary-files.mjs',
            'applications/local-cloud/src/data-folder/temporary-place.ts'
        ].map(file =>
            /`(Could not use .*?)`/.exec(readFileSync(inRoot(file), 'utf8'))?.[1]?.replace('error.code', 'code')
        );
        expect(script).to.be.a('string').and.equal(cloud);
    });
});
