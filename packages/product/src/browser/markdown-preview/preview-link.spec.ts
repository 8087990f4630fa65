// SPDX-License-Identifier: MIT

import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { readPreviewLink } from './preview-link';

describe('a link in a Markdown preview', () => {
    const inFile = 'file:///work/plan.md';
    const inCloud = 'sanyam://id/plan.md';

    for (const [address, document, uri, heading] of [
        ['notes.md', inFile, 'file:///work/notes.md', undefined],
        ['../my%20notes.md', inFile, 'file:///my%20notes.md', undefined],
        ['100%.md', inFile, 'file:///work/100%25.md', undefined],
        ['#use-the-cloud', inFile, undefined, 'use-the-cloud'],
        ['notes.md#start', inCloud, 'sanyam://id/notes.md', 'start']
    ] as const) {
        it(`${address} leads to ${uri ?? 'this document'}${heading === undefined ? '' : `, heading ${heading}`}`, () => {
            const link = readPreviewLink(address, new URI(document));
            expect(link?.uri?.toString()).to.equal(uri);
            expect(link?.heading).to.equal(heading);
        });
    }

    for (const address of [
        'https://example.org/a%2Fb?q=a%26b#part',
        'HTTPS://example.org/?next=https%3A%2F%2Fexample.org%3Fa%3Db',
        'mailto:ada@example.org?subject=a%26b'
    ]) {
        it(`${address} leads to this very address`, () => {
            const nowhere = { uri: undefined, heading: undefined };
            expect(readPreviewLink(address, new URI(inFile))).to.deep.equal({ page: address, ...nowhere });
        });
    }

    for (const address of [
        '/root.md',
        'file:///etc/passwd',
        'command:quit',
        'javascript:alert(1)',
        '//example.org/a',
        'sanyam://x/y'
    ]) {
        it(`${address} is not opened`, () => {
            expect(readPreviewLink(address, new URI(inCloud))).to.equal(undefined);
        });
    }
});
