// SPDX-License-Identifier: MIT

/** A sentence for the user that common code says in English, and the browser in the user's language. */
export interface Sentence {
    /** The key of the translations. */
    readonly key: string;
    /** `{0}` stands for the first value. */
    readonly english: string;
    readonly values: readonly (string | number)[];
}

export function sentence(key: string, english: string, ...values: readonly (string | number)[]): Sentence {
    return { key, english, values };
}

/** Returns a sentence in English, with its values. */
export function inEnglish({ english, values }: Sentence): string {
    return english.replace(/\{(\d+)\}/g, (placeholder, index) => String(values[Number(index)] ?? placeholder));
}
