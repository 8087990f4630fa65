// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { matchesNone, parseIfMatch, parseIfNoneMatch } from './entity-tag';

/** How proxies that compress write the tag of version 7. */
const REWRITTEN = [
    '"7-gzip"',
    '"7;gzip"',
    '"7--gzip"',
    '"7"-gzip',
    'W/"7-gzip"',
    '"7-br"',
    '"7-zstd"',
    '"7-deflate"',
    '"7-x-gzip"',
    '"7-GZIP"',
    '"7;Br"'
];

describe('If-Match', () => {
    const good: [string, unknown][] = [
        ['"7"', [7]],
        ['7', [7]],
        ['W/"7"', [7]],
        [' "7" ', [7]],
        ['"5", "7"', [7, 5]],
        ['"5",W/"7","5"', [7, 5]],
        ['"2147483647"', [2_147_483_647]],
        [', "3",', [3]],
        ['"7",', [7]],
        ['"abc", "4"', [4]],
        ['"a,b", W/"c", "4"', [4]],
        ['"99999999999", "4"', [4]],
        ['*', 'any']
    ];
    for (const header of REWRITTEN) {
        good.push([header, [7]], [`"5", ${header}`, [7, 5]]);
    }
    for (const [header, condition] of good) {
        it(`accepts ${header} [FR-025]`, () => expect(parseIfMatch(header)).to.deep.equal(condition));
    }

    const bad = [
        '',
        '""',
        '"',
        'abc',
        '"abc"',
        '"0"',
        '"07"',
        '-1',
        '"-1"',
        '7.0',
        '1e3',
        '5, 7',
        '"7" "8"',
        '*, "7"',
        ',',
        '"abc", "def"',
        '"7", abc',
        '"7", 8',
        '"7-"',
        '"7-8"',
        '"7-gzip-8"',
        '"7-draft"',
        '7-gzip'
    ];
    for (const header of [...bad, 'w/"7"', 'W/7', '"2147483648"', '"99999999999"', '9999999999', '٧']) {
        it(`refuses ${header || 'nothing'}`, () =>
            expect(() => parseIfMatch(header))
                .to.throw(CloudError)
                .with.property('code', 'INVALID_IF_MATCH'));
    }

    it('is optional', () => expect(parseIfMatch(undefined)).to.equal(undefined));
});

describe('If-None-Match of a read', () => {
    for (const header of ['"7"', 'W/"7"', '"6", "7"', '*', '7', ...REWRITTEN]) {
        it(`finds version 7 in ${header}`, () => expect(matchesNone(header, 7)).to.equal(true));
    }
    for (const header of [undefined, '"6"', '"77"', '"77-gzip"', '"7-draft"', 'rubbish', '']) {
        it(`does not find version 7 in ${header || 'nothing'}`, () => expect(matchesNone(header, 7)).to.equal(false));
    }
});

describe('If-None-Match of a change', () => {
    const good: [string | undefined, unknown][] = [
        [undefined, undefined],
        ['*', 'any'],
        [' * ', 'any'],
        ['"7"', [7]],
        ['7', [7]],
        ['W/"7"', [7]],
        ['"5", "7",', [5, 7]],
        ['"abc"', []],
        ['"abc", "4"', [4]],
        ['"99999999999"', []]
    ];
    for (const [header, versions] of [...good, ...REWRITTEN.map(each => [each, [7]] as const)]) {
        it(`names ${JSON.stringify(versions)} with ${header ?? 'nothing'}`, () =>
            expect(parseIfNoneMatch(header)).to.deep.equal(versions));
    }

    for (const header of ['', ',', 'abc', '**', '*, "7"', '"7", 8', '"', 'w/"7"', '7-gzip']) {
        it(`cannot be ${header || 'empty'}`, () =>
            expect(() => parseIfNoneMatch(header))
                .to.throw(CloudError)
                .with.property('code', 'INVALID_IF_NONE_MATCH'));
    }
});
