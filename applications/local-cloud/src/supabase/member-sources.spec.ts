// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { membersOf } from './member-sources.js';

describe('the values in the text of a JSON object', () => {
    const sourcesOf = (json: string) =>
        membersOf(json)?.map(({ name, begin, end }) => [name, json.slice(begin, end)] as const);

    for (const [json, sources] of [
        ['{}', []],
        [' {\n} ', []],
        [
            '{"a":1.0,"b":12345678901234567890}',
            [
                ['a', '1.0'],
                ['b', '12345678901234567890']
            ]
        ],
        [
            '{ "a" : "x" , "b" : null }',
            [
                ['a', '"x"'],
                ['b', 'null']
            ]
        ],
        [
            String.raw`{"a":"\"\\","b":"\\\""}`,
            [
                ['a', String.raw`"\"\\"`],
                ['b', String.raw`"\\\""`]
            ]
        ],
        [
            '{"a":{"b":[1, "]}"]},"c":[{}]}',
            [
                ['a', '{"b":[1, "]}"]}'],
                ['c', '[{}]']
            ]
        ],
        [
            String.raw`{"\u0061":true,"a":false}`,
            [
                ['a', 'true'],
                ['a', 'false']
            ]
        ]
    ] as const) {
        it(`of ${json} are as they were written`, () => expect(sourcesOf(json)).to.deep.equal(sources));
    }

    for (const json of [
        '',
        '[]',
        '"a"',
        'null',
        '{',
        '{"a"',
        '{"a":',
        '{"a":1',
        '{"a":"x',
        '{"a":[}',
        '{a:1}',
        '{"a":1,'
    ]) {
        it(`of ${json || 'nothing'} are unknown`, () => expect(membersOf(json)).to.equal(undefined));
    }
});
