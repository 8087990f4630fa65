// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

import { CloudError } from '@sanyam/types';
import { EncodingService } from '@theia/core/lib/common/encoding-service';
import { expect } from 'chai';
import { LocalText } from '../local-text';
import { uploadText } from './upload-text';

disableBrowserGlobals();

/** UTF-8 that is damaged, or another encoding. */
const CONVERT = /Open it and use Save to Cloud, which can convert it, or says where it is damaged\.$/;

const PNG = [...Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 0, 0, 0, 13, ...Buffer.from('IHDR')];

describe('the text of a file that is uploaded', () => {
    const texts = Object.assign(new LocalText(), { encodings: new EncodingService() });

    it('is that of UTF-8, with its byte order mark', async () =>
        expect(await uploadText('a.png', new TextEncoder().encode('\uFEFFü\r\n'), texts)).to.equal('\uFEFFü\r\n'));

    for (const [what, name, bytes, advice] of [
        ['an image', 'photo.PNG', PNG, /^It is an image, and cloud documents are text\. Keep it on your disk/],
        [
            'another file without text',
            'program.bin',
            [97, 0, 98],
            /^It contains a NUL character .* keep the file on your disk\.$/
        ],
        ['UTF-16', 'notes.txt', [0xff, 0xfe, 97, 0], CONVERT],
        ['UTF-16 without a mark', 'notes.txt', [...Buffer.from('Grüße aus Köln\n', 'utf16le')], CONVERT],
        ['Latin-1', 'notes.txt', [0x47, 0x72, 0xfc], CONVERT]
    ] as const) {
        it(`is none of ${what}, and the reason says what to do`, async () => {
            const error: unknown = await uploadText(name, Uint8Array.from(bytes), texts).catch(
                (reason: unknown) => reason
            );
            expect(error).to.be.instanceOf(CloudError).with.property('code', 'VALIDATION_ERROR');
            expect(error).to.have.property('message').that.matches(advice);
        });
    }
});
