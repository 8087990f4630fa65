// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { isEditorLink } from './editor-link';

describe('a link in the text of an editor', () => {
    const ide = 'http://127.0.0.1:3000';

    for (const [address, ofFile, ofCloud] of [
        ['https://example.org/', true, true],
        ['mailto:ada@example.org', true, true],
        ['sanyam:///models/a.dsl', true, true],
        ['file:///etc/passwd', true, false],
        ['FILE:///dev/zero', true, false],
        ['command:quit', true, false],
        ['vscode://x', true, false],
        [`${ide}/#sanyam=0b8e8a3e-94a4-4d6f-8c55-55d5a3a1b1c1`, true, true],
        ...[
            `${ide}/#/etc`,
            'HTTP://LOCALHOST:3000/#/tmp',
            'http://127.1:3000/#/tmp',
            'http://localhost.:3000/#/tmp'
        ].map(folder => [folder, false, false] as const),
        ['http://x.localhost:3000/#/tmp', false, false],
        ['http:#/etc', false, false]
    ] as const) {
        it(`${address} is ${ofFile ? '' : 'not '}opened from a file, and ${ofCloud ? '' : 'not '}from a cloud document`, () => {
            expect(isEditorLink(address, 'file', ide)).to.equal(ofFile);
            for (const scheme of ['sanyam', 'sanyam-version', 'sanyam-compared']) {
                expect(isEditorLink(address, scheme, ide)).to.equal(ofCloud);
            }
        });
    }
});
