// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { Progress } from './progress';

/** Returns what a terminal, or another stream, gets. */
function written(isTTY: boolean, work: (progress: Progress) => void): string {
    let text = '';
    const write = (part: unknown) => {
        text += String(part);
        return true;
    };
    work(new Progress({ isTTY, write }));
    return text;
}

describe('the progress of a command', () => {
    it('replaces its line on a terminal, and deletes it at the end', () => {
        const text = written(true, progress => {
            progress.show('1 MB');
            progress.show('2 MB');
            progress.clear();
            progress.clear();
        });
        expect(text).to.equal('\r\u001b[K1 MB\r\u001b[K2 MB\r\u001b[K');
    });

    it('is not written to a file or a pipe', () => {
        const text = written(false, progress => {
            progress.show('1 MB');
            progress.clear();
        });
        expect(text).to.equal('');
    });
});
