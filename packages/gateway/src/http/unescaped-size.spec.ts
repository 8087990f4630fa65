// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { UnescapedSize } from './unescaped-size';

function sizeOf(text: string, chunkLength: number): number {
    const size = new UnescapedSize();
    const bytes = new TextEncoder().encode(text);
    for (let start = 0; start < bytes.length; start += chunkLength) {
        size.add(bytes.subarray(start, start + chunkLength));
    }
    return size.bytes;
}

describe('the size of JSON without its escapes', () => {
    for (const [text, bytes] of [
        ['', 0],
        ['{"a":1}', 7],
        ['é☃', 5],
        ['"\\n\\t\\"\\\\"', 6],
        ['"\\u00e9\\u2603"', 4],
        ['"\\\\u00e9"', 8]
    ] as const) {
        it(`of ${text} is ${bytes}, for chunks of any size`, () =>
            [1, 2, 3, 5, 100].forEach(chunkLength => expect(sizeOf(text, chunkLength)).to.equal(bytes)));
    }
});
