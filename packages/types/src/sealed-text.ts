// SPDX-License-Identifier: MIT

/** The length of an initialization vector in bytes, as recommended for AES-GCM (NIST SP 800-38D, 5.2.1.1). */
const VECTOR_LENGTH = 12;

/** An encrypted text with its key. Store them together, and delete them together: without the key nobody can read it. */
export interface SealedText {
    readonly key: (typeof CryptoKey)['prototype'];
    readonly vector: Uint8Array<ArrayBuffer>;
    readonly ciphertext: ArrayBuffer;
}

/** Returns whether this page can encrypt. Browsers offer Web Crypto only to pages from HTTPS or localhost. */
export function canSeal(): boolean {
    return 'subtle' in crypto;
}

/**
 * Encrypts a text with AES-GCM, under a new key that scripts cannot export.
 *
 * @param name is authenticated: the text can be read only under the same name
 */
export async function seal(text: string, name: string): Promise<SealedText> {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const vector = crypto.getRandomValues(new Uint8Array(VECTOR_LENGTH));
    const ciphertext = await crypto.subtle.encrypt(parameters(vector, name), key, encode(text));
    return { key, vector, ciphertext };
}

/** Returns the text; `undefined` if it was changed, or encrypted for another name. */
export async function unseal({ key, vector, ciphertext }: SealedText, name: string): Promise<string | undefined> {
    try {
        return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
            await crypto.subtle.decrypt(parameters(vector, name), key, ciphertext)
        );
    } catch (error) {
        if (error instanceof DOMException) {
            return undefined;
        }
        throw error;
    }
}

/** Returns whether a value from a store is a {@link SealedText}. */
export function isSealedText(item: unknown): item is SealedText {
    return (
        typeof item === 'object' &&
        item !== null &&
        'key' in item &&
        item.key instanceof CryptoKey &&
        'vector' in item &&
        item.vector instanceof Uint8Array &&
        'ciphertext' in item &&
        item.ciphertext instanceof ArrayBuffer
    );
}

function parameters(iv: Uint8Array<ArrayBuffer>, name: string) {
    return { name: 'AES-GCM', iv, additionalData: encode(name) };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(text);
}
