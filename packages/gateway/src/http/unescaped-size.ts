// SPDX-License-Identifier: MIT

const BACKSLASH = 0x5c;
const LETTER_U = 0x75;

/** The four digits of an escape such as `\u00e9`. They are counted as they arrive. */
const DIGITS = 4;

/**
 * Counts the minimum size of JSON without escapes, chunk by chunk. Each escape counts as one byte, although it can
 * stand for up to three.
 */
export class UnescapedSize {
    private count = 0;
    private isEscape = false;

    get bytes(): number {
        return this.count;
    }

    add(chunk: Uint8Array): void {
        for (let index = 0; index < chunk.length; index++) {
            const byte = chunk[index];
            if (this.isEscape) {
                this.isEscape = false;
                this.count -= byte === LETTER_U ? DIGITS : 0;
            } else {
                this.isEscape = byte === BACKSLASH;
                this.count++;
            }
        }
    }
}
