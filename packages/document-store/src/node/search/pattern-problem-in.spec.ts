// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { patternProblemIn } from './pattern-problem-in';

describe('the errors of the search on the disk', () => {
    it('say what is wrong with a pattern', () => {
        for (const [said, reason] of [
            ['rg: regex parse error:\n    (?:()\n    ^\nerror: unclosed group\n', 'unclosed group'],
            [
                'regex parse error:\n    (?<=a)b\n    ^^^^\nerror: look-around is not supported\n\nConsider enabling PCRE2',
                'look-around is not supported'
            ],
            [
                'rg: the literal "\\n" is not allowed in a regex\n\nConsider enabling multiline mode',
                'the literal "\\n" is not allowed in a regex'
            ],
            ['rg: compiled regex exceeds size limit of 104857600\n', 'compiled regex exceeds size limit of 104857600']
        ] as const) {
            expect(patternProblemIn(said), said).to.equal(`Wrong pattern: ${reason}`);
        }
    });

    it('can be about files, and not about the pattern', () => {
        expect(patternProblemIn('rg: ./secret: Permission denied (os error 13)\n')).to.equal(undefined);
        expect(patternProblemIn('')).to.equal(undefined);
    });
});
