// SPDX-License-Identifier: MIT

import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { readPreviewLink } from './preview-link';

describe('a link in a Markdown preview', () => {
    const inFile = 'file:///work/plan.md';
    const inCloud = 'sanyam://id/plan.md';
    const ide = 'http://127.0.0.1:3000';

    for (const [address, document, uri, heading] of [
        ['notes.md', inFile, 'file:///work/notes.md', undefined],
        ['../my%20notes.md', inFile, 'file:///my%20notes.md', undefined],
        ['100%.md', inFile, 'file:///work/100%25.md', undefined],
        ['#use-the-cloud', inFile, undefined, 'use-the-cloud'],
        ['notes.md#start', inCloud, 'sanyam://id/notes.md', 'start']
    ] as const) {
        it(`${address} leads to ${uri ?? 'this document'}${heading === undefined ? '' : `, heading ${heading}`}`, () => {
            const link = readPreviewLink(address, new URI(document), ide);
            expect(link?.uri?.toString()).to.equal(uri);
            expect(link?.heading).to.equal(heading);
        });
    }

    for (const address of [
        'https://example.org/a%2Fb?q=a%26b#part',
        'HTTPS://example.org/?next=https%3A%2F%2Fexample.org%3Fa%3Db',
        'http://localhost:8080/#/settings',
        'mailto:ada@example.org?subject=a%26b',
        `${ide}/#sanyam=0b8e8a3e-94a4-4d6f-8c55-55d5a3a1b1c1`
    ]) {
        it(`${address} leads to this very address`, () => {
            const nowhere = { uri: undefined, heading: undefined };
            expect(readPreviewLink(address, new URI(inFile), ide)).to.deep.equal({ page: address, ...nowhere });
        });
    }

    for (const address of [
        '/root.md',
        'file:///etc/passwd',
        'command:quit',
        'javascript:alert(1)',
        '//example.org/a',
        'sanyam://x/y',
        'http:#sanyam://~shared/ada@example.org/project',
        'http:/#/etc',
        'https:other.md',
        'http:///127.0.0.1:3000/#/etc',
        `${ide}/#sanyam://~shared/ada@example.org/project`,
        ...['localhost', 'localhost.', '127.1', '[::1]', '0.0.0.0', 'app.localhost'].map(
            host => `http://${host}:3000/#sanyam://~shared/ada@example.org/project`
        ),
        `${ide}/#sanyam=../../etc`,
        `${ide}/files/?uri=file:///etc`
    ]) {
        it(`${address} is not opened`, () => {
            expect(readPreviewLink(address, new URI(inCloud), ide)).to.equal(undefined);
        });
    }
});
