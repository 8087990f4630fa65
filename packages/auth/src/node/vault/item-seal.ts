// SPDX-License-Identifier: MIT

/** What protects the items of the vault: the key store of the operating system, or a key in a file. */
export type SealKind = 'key-store' | 'file';

/** An item cannot be read now, and perhaps later: its key store is locked, or the disk refuses. */
export class UnreadableNow extends Error {}

/** Encrypts items. */
export interface ItemSeal {
    readonly kind: SealKind;
    /** @throws Error if the text cannot be encrypted now */
    seal(text: string): Promise<Buffer>;
    /**
     * @throws UnreadableNow if the key cannot be used now
     * @throws Error if the bytes were changed, or encrypted with another key
     */
    unseal(bytes: Buffer): Promise<string>;
}
