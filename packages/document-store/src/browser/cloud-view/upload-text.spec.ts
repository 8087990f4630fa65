// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { uploadText } from './upload-text';

const PNG = [...Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 0, 0, 0, 13, ...Buffer.from('IHDR')];

describe('the text of a file that is uploaded', () => {
    it('is that of UTF-8, with its byte order mark', () =>
        expect(uploadText('a.png', new TextEncoder().encode('\uFEFFü\r\n'))).to.equal('\uFEFFü\r\n'));

    for (const [what, name, bytes, advice] of [
        ['an image', 'photo.PNG', PNG, /^It is an image, and cloud documents are text\. Keep it on your disk/],
        [
            'another file without text',
            'program.bin',
            [97, 0, 98],
            /^It contains a NUL character .* keep the file on your disk\.$/
        ],
        ['UTF-16', 'notes.txt', [0xff, 0xfe, 97, 0], /Open it and use Save to Cloud, which can convert it\.$/],
        ['Latin-1', 'notes.txt', [0x47, 0x72, 0xfc], /Open it and use Save to Cloud, which can convert it\.$/]
    ] as const) {
        it(`is none of ${what}, and the reason says what to do`, () => {
            expect(() => uploadText(name, Uint8Array.from(bytes)))
                .to.throw(CloudError, advice)
                .with.property('code', 'VALIDATION_ERROR');
        });
    }
});
