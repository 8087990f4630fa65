// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { headingSlug } from './heading-slug';

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
