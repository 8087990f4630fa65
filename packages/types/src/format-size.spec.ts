// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { formatSize } from './format-size';

describe('formatSize', () => {
    it('uses 1024-based units', () => {
        expect([0, 1, 1023, 1024, 1536, 20_480, 262_144, 1_048_576, 1.5 * 2 ** 30].map(formatSize)).to.deep.equal([
            '0 bytes',
            '1 byte',
            '1023 bytes',
            '1 KB',
            '1.5 KB',
            '20 KB',
            '256 KB',
            '1 MB',
            '1.5 GB'
        ]);
    });

    it('rounds up, so that a size over a limit never looks like the limit', () => {
        expect([1025, 262_145, 1_048_577, 10_485_761, 1_073_741_825].map(formatSize)).to.deep.equal([
            '1.1 KB',
            '257 KB',
            '1.1 MB',
            '11 MB',
            '1.1 GB'
        ]);
        expect([1_048_575, 1_073_741_823].map(formatSize)).to.deep.equal(['1 MB', '1 GB']);
    });
});
