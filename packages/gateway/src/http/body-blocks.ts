// SPDX-License-Identifier: MIT

/** Counts the memory that a request keeps. */
export interface Room {
    /** Notes bytes before they are kept. Throws if there is no room for them. */
    hold(bytes: number): void;
    /** Notes that bytes are not kept any more. */
    release(bytes: number): void;
}

/** Bytes of the first block. Most bodies are smaller. */
const SMALLEST = 16 * 1024;

/** Bytes of the largest block. The C library returns blocks of this size to the system as soon as they are free. */
const LARGEST = 256 * 1024;

/**
 * The bytes of a body that arrives, in blocks. What is counted is what is kept: at most twice the bytes that have arrived,
 * and the smallest block. Parts are copied into blocks, because a client that sends byte by byte makes parts that take a
 * hundred times their size.
 */
export class BodyBlocks {
    private readonly blocks: Buffer[] = [];
    private size = 0;
    private capacity = 0;
    private counted = 0;

    /** @param announced bytes of the whole body, or Infinity */
    constructor(
        private readonly announced: number,
        private readonly room: Room
    ) {}

    /** @throws what {@link Room.hold} throws */
    add(part: Buffer): void {
        let taken = 0;
        while (taken < part.byteLength) {
            if (this.size === this.capacity) {
                this.grow();
            }
            const block = this.blocks.at(-1);
            if (block === undefined) {
                return;
            }
            const start = block.byteLength - (this.capacity - this.size);
            const copied = part.copy(block, start, taken);
            taken += copied;
            this.size += copied;
        }
    }

    /**
     * Hands all bytes over in one piece, and frees them when `use` returns. One body of all is in such a piece.
     *
     * @param use must not keep the bytes
     */
    read<T>(use: (whole: Buffer) => T): T {
        const whole = this.inOnePiece();
        try {
            return use(whole);
        } finally {
            free(whole);
            this.clear();
        }
    }

    /** Keeps nothing any more. */
    clear(): void {
        this.blocks.forEach(free);
        this.blocks.length = 0;
        this.room.release(this.counted);
        this.counted = 0;
    }

    private inOnePiece(): Buffer {
        const [only] = this.blocks;
        if (only !== undefined && this.blocks.length === 1) {
            return only.subarray(0, this.size);
        }
        const whole = Buffer.allocUnsafeSlow(this.size);
        let end = 0;
        for (const block of this.blocks) {
            end += block.copy(whole, end, 0, Math.min(block.byteLength, this.size - end));
            free(block);
        }
        return whole;
    }

    private grow(): void {
        const wanted = Math.min(Math.max(this.size, SMALLEST), LARGEST);
        // A client can send more than it announced only to a parser that does not check it.
        const rest = this.announced - this.capacity;
        const bytes = rest > 0 ? Math.min(wanted, rest) : wanted;
        this.room.hold(bytes);
        this.counted += bytes;
        this.blocks.push(Buffer.allocUnsafeSlow(bytes));
        this.capacity += bytes;
    }
}

/**
 * Gives the memory of bytes back at once. The garbage collector would keep the bodies that end at the same time together,
 * up to twice what all users may have. Only for bytes of `allocUnsafeSlow`, which share their memory with no others.
 */
function free({ buffer }: Buffer): void {
    if (buffer instanceof ArrayBuffer && !buffer.detached) {
        buffer.transfer(0);
    }
}
