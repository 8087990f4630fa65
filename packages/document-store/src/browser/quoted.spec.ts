// SPDX-License-Identifier: MIT

import markdownit from '@theia/core/shared/markdown-it';
import { expect } from 'chai';
import { quoted } from './quoted';

describe('a name in a notification', () => {
    for (const name of ['__init__.py', '*a*', '`b`', '[c](command:d)', 'e_f_g.md', '~~h~~', '100% (1).txt', 'a\\b']) {
        it(`is shown as it is: ${name}`, () => {
            expect(markdownit({ html: false }).renderInline(quoted(name))).to.equal(`“${name}”`);
        });
    }
});
