// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readPreviewLink } from './preview-link';

describe('a link in a Markdown preview', () => {
    for (const [address, uri, heading] of [
        ['file:///work/notes.md', 'file:///work/notes.md', undefined],
        ['file:///work/%23use-the-cloud', undefined, 'use-the-cloud'],
        ['file:///work/notes.md%23start', 'file:///work/notes.md', 'start'],
        ['sanyam://id/notes.md%23start', 'sanyam://id/notes.md', 'start'],
        ['https://example.org/page#part', 'https://example.org/page#part', undefined],
        ['mailto:ada@example.org', 'mailto:ada%40example.org', undefined]
    ] as const) {
        it(`${address} leads to ${uri ?? 'this document'}${heading === undefined ? '' : `, heading ${heading}`}`, () => {
            const link = readPreviewLink(address);
            expect(link.uri?.toString()).to.equal(uri);
            expect(link.heading).to.equal(heading);
        });
    }
});
