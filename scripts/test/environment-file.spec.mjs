// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { variablesIn } from '../set-up/environment-file.mjs';

describe('the file .env', () => {
    const TEXT = 'SANYAM_DEFAULT_TIER=pro\nNAME=Zoë\n';
    const VARIABLES = { SANYAM_DEFAULT_TIER: 'pro', NAME: 'Zoë' };

    it('keeps its first setting behind a byte order mark', () => {
        expect({ ...variablesIn(Buffer.from(TEXT)) }).to.deep.equal(VARIABLES);
        expect({ ...variablesIn(Buffer.from(`\uFEFF${TEXT}`)) }).to.deep.equal(VARIABLES);
        expect({ ...variablesIn(Buffer.from('')) }).to.deep.equal({});
    });

    it('is refused with a sentence in another encoding', () => {
        const encodings = [
            Buffer.from(`\uFEFF${TEXT}`, 'utf16le'),
            Buffer.from(TEXT, 'utf16le'),
            Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16(),
            Buffer.from(TEXT, 'latin1')
        ];
        for (const bytes of encodings) {
            expect(() => variablesIn(bytes)).to.throw(
                'The file .env is not UTF-8 text. Save it again with the encoding UTF-8.'
            );
        }
    });
});
