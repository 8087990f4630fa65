// SPDX-License-Identifier: MIT

import markdownit from '@theia/core/shared/markdown-it';
import { expect } from 'chai';
import { quoted, quotedPlainly } from './quoted';

describe('quoted', () => {
    for (const name of ['__init__.py', '*a*', '`b`', '[c](command:d)', 'e_f_g.md', '~~h~~', '100% (1).txt', 'a\\b']) {
        it(`returns Markdown that shows ${name} unchanged`, () => {
            expect(markdownit({ html: false }).renderInline(quoted(name))).to.equal(`“${name}”`);
        });
    }

    it('shows the invisible characters of a name', () => {
        expect(quotedPlainly('invoice\u202Efdp.exe')).to.equal('“invoice[U+202E]fdp.exe”');
        expect(markdownit({ html: false }).renderInline(quoted('\u200B'))).to.equal('“[U+200B]”');
    });
});
