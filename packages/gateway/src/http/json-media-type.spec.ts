// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { isUtf8Json } from './json-media-type';

describe('the media type of a body', () => {
    const accepted = [
        'application/json',
        'Application/JSON',
        ' application/json ',
        'application/json;',
        'application/json; charset=utf-8',
        'application/json;charset=UTF-8',
        'application/json; charset=utf8',
        'application/json; CHARSET=UTF8',
        'application/json; charset="utf8"',
        'application/json ; charset = utf-8 ;',
        'application/json; charset=unicode-1-1-utf-8',
        'application/json; version=1',
        'application/json; profile="https://example.com/a"; charset=utf8',
        'application/json; charset=utf-8; charset=utf8',
        'application/json;odata.metadata=minimal',
        'application/json; profile="a;b"',
        'application/json; profile="a\\";charset=latin1"; charset=utf-8',
        'application/json;;',
        'application/json; charset="u\\tf-8"',
        'application/json; charset="\\u\\t\\f\\-\\8"',
        'application/json; profile="\\\\"; charset=utf-8'
    ];
    for (const type of accepted) {
        it(`can be ${type} [FR-115]`, () => expect(isUtf8Json(type)).to.equal(true));
    }

    const refused = [
        undefined,
        '',
        'text/json',
        'application/jsonp',
        'application/json; charset=latin1',
        'application/json; charset=utf-16',
        'application/json; charset=utf16le',
        'application/json; charset=utf-7',
        'application/json; charset=utf',
        'application/json; charset=',
        'application/json; charset',
        'application/json; charset=utf-8; charset=latin1',
        'application/json, text/plain',
        'application/json; a=b c=d',
        'application/json; profile="a;b',
        'application/json; profile="a;b"; charset=latin1',
        'application/json; charset="utf-8\\"',
        'application/json; charset="\\latin1"',
        'application/json; charset="utf\\\\-8"',
        'application/x-www-form-urlencoded'
    ];
    for (const type of refused) {
        it(`cannot be ${type ?? 'missing'}`, () => expect(isUtf8Json(type)).to.equal(false));
    }
});
