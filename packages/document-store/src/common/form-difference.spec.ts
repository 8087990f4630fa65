// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { formDifference } from './form-difference';

describe('what two stored texts differ in that an editor does not show', () => {
    it('is the line endings or the byte order mark', () => {
        for (const [one, other, difference] of [
            ['a\r\nb\r\n', 'a\nb\n', 'line endings'],
            ['a\rb\n', 'a\nb\r\n', 'line endings'],
            ['\uFEFFa\n', 'a\n', 'byte order mark'],
            ['\uFEFFa\r\n', 'a\n', 'both'],
            ['a\n', 'a\n', 'none'],
            ['a\n', 'a', undefined],
            ['a\n\n', 'a\r\n', undefined],
            ['\uFEFFa', 'b', undefined]
        ] as const) {
            expect(formDifference(one, other), JSON.stringify([one, other])).to.equal(difference);
        }
    });
});
