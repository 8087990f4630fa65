// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { filesBelow, inRoot } from '../set-up/repository.mjs';

describe('dates and numbers in the sentences of the IDE', () => {
    it('have the locale of its language, and not that of the browser', () => {
        const raw = filesBelow([inRoot('packages')])
            .filter(file => /[/\\]src[/\\]browser[/\\].*\.tsx?$/.test(file) && !file.includes('.spec.'))
            .flatMap(file => readFileSync(file, 'utf8').split('\n'))
            .filter(line => /\bnls\.locale\b/.test(line.replaceAll('shownLocale(nls.locale)', '')));
        expect(raw).to.deep.equal([]);
    });
});
