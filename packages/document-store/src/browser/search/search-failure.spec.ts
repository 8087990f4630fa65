// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

import { expect } from 'chai';
import { editorPatternProblem, failureSentence } from './search-failure';

disableBrowserGlobals();

describe('a search that failed', () => {
    it('says what is wrong with a regular expression', () => {
        for (const [pattern, reason] of [
            ['(', 'Unterminated group'],
            ['a: [', 'Unterminated character class'],
            ['*', 'Nothing to repeat']
        ] as const) {
            expect(editorPatternProblem(pattern), pattern).to.equal(reason);
            expect(failureSentence(`Wrong pattern: ${reason}`))
                .to.contain('expression is wrong')
                .and.contain(reason);
        }
        expect(editorPatternProblem(String.raw`(?<=a)\p{L}+`)).to.equal(undefined);
        expect(failureSentence('Wrong pattern: the literal "\\n" is not allowed in a regex')).to.contain(
            String.raw`cannot have \n here`
        );
        expect(failureSentence('ripgrep is missing')).to.equal('ripgrep is missing');
    });
});
