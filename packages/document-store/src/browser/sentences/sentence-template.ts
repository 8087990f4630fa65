// SPDX-License-Identifier: MIT

/** A sentence with places for values, and what finds it in a text that was made of it. */
export interface SentenceTemplate {
    /** The key of the translations. */
    readonly key: string;
    /** `{0}` stands for the first value. */
    readonly english: string;
    /** Matches a whole text that was made of this template. Its groups are the values. */
    readonly pattern: RegExp;
}

export function template(key: string, english: string): SentenceTemplate {
    const source = english
        .split(/\{\d\}/)
        .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('(.+?)');
    return { key, english, pattern: new RegExp(`^${source}$`, 'su') };
}
