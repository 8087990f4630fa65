// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { expect } from 'chai';
import { headingSlug, linkTarget } from './link-target';
import { markdownHtml } from './markdown-html';

disableBrowserGlobals();

describe('the slug of a heading', () => {
    for (const [heading, slug] of [
        ['Use the cloud', 'use-the-cloud'],
        ['  What’s new in 2.0?  ', 'whats-new-in-20'],
        ['snake_case & kebab-case', 'snake_case--kebab-case'],
        ['Überblick 概要', 'überblick-概要'],
        ['', '']
    ] as const) {
        it(`of “${heading}” is “${slug}”`, () => expect(headingSlug(heading)).to.equal(slug));
    }
});

describe('a link to a part of a document', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals('Sanyam')));
    after(() => disableBrowserGlobals());

    for (const [part, text] of [
        ['same', 'Same'],
        ['same-1', 'SAME'],
        ['same-2', 'same'],
        ['Target-Heading', 'Target heading'],
        ['tasks', 'by name'],
        ['by-id', 'by id'],
        ['nothing', undefined],
        ['', undefined]
    ] as const) {
        it(`#${part} leads to ${text === undefined ? 'nothing' : `“${text}”`}`, () => {
            const headings = '# Same\n# SAME\n# Target heading\n## same\n';
            const { fragment } = markdownHtml(`${headings}\n<a name="tasks">by name</a> <b id="by-id">by id</b>`);
            expect(linkTarget(fragment, part)?.textContent).to.equal(text);
        });
    }
});
