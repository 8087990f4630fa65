// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { headingLine } from './heading-line';

describe('the line of a heading that a link names', () => {
    const text = [
        '# First',
        'text',
        '## Use the *Cloud*! ##',
        '```sh',
        '# second',
        '```',
        '# Second',
        'Third',
        '=====',
        '# Second',
        '',
        '#hashtag'
    ].join('\r\n');

    for (const [part, line] of [
        ['first', 0],
        ['FIRST', 0],
        ['use-the-cloud', 2],
        ['second', 6],
        ['third', 7],
        ['second-1', 9],
        ['second-2', undefined],
        ['hashtag', undefined],
        ['nowhere', undefined]
    ] as const) {
        it(`${part} is ${line ?? 'nowhere'}`, () => {
            expect(headingLine(text, part)).to.equal(line);
        });
    }
});
