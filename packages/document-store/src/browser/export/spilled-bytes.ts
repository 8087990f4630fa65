// SPDX-License-Identifier: MIT

/** Bytes that this page holds before the browser takes them. Browsers keep many of them on the disk. */
const MOST_HELD = 4 * 1024 * 1024;

/** Collects bytes and text for a blob, with little of them in the memory of the page. */
export class SpilledBytes {
    private readonly parts: Blob[] = [];
    private held: (string | Uint8Array<ArrayBuffer>)[] = [];
    private heldLength = 0;
    private spilled = 0;

    /** The bytes, and the characters of what is still held as text. */
    get size(): number {
        return this.spilled + this.heldLength;
    }

    add(part: string | Uint8Array<ArrayBuffer>): void {
        this.held.push(part);
        this.heldLength += part.length;
        if (this.heldLength >= MOST_HELD) {
            this.spill();
        }
    }

    /** Returns all that was added. */
    toBlob(type: string): Blob {
        this.spill();
        return new Blob(this.parts, { type });
    }

    private spill(): void {
        const blob = new Blob(this.held);
        this.parts.push(blob);
        this.spilled += blob.size;
        this.held = [];
        this.heldLength = 0;
    }
}
