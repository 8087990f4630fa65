// SPDX-License-Identifier: MIT

/** Reads numbers from bytes. What is after the last byte is zero, so that a file that is cut off needs no case of its own. */
export class ByteReader {
    constructor(private readonly bytes: Uint8Array) {}

    get length(): number {
        return this.bytes.length;
    }

    uint8(at: number): number {
        return this.bytes[at] ?? 0;
    }

    uint16(at: number): number {
        return this.uint8(at) * 0x100 + this.uint8(at + 1);
    }

    uint32(at: number): number {
        return this.uint16(at) * 0x10000 + this.uint16(at + 2);
    }

    uint16le(at: number): number {
        return this.uint8(at) + this.uint8(at + 1) * 0x100;
    }

    uint32le(at: number): number {
        return this.uint16le(at) + this.uint16le(at + 2) * 0x10000;
    }

    /** Returns so many bytes in Latin-1, or fewer at the end. */
    letters(at: number, count: number): string {
        return String.fromCharCode(...this.bytes.subarray(at, at + count));
    }

    /** Returns the place of a byte from a place on, or the length. */
    indexOf(byte: number, from: number): number {
        const at = this.bytes.indexOf(byte, from);
        return at < 0 ? this.length : at;
    }
}
