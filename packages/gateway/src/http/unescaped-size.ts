// SPDX-License-Identifier: MIT

const BACKSLASH = 0x5c;
const LETTER_U = 0x75;

/** The four digits of an escape such as `\u00e9`, which are counted as they come. */
const DIGITS = 4;

/**
 * Counts how many bytes JSON would have at least if it had no escapes, as it arrives: each escape is counted as one
 * byte, although it may stand for up to three.
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
