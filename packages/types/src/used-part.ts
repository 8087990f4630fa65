// SPDX-License-Identifier: MIT

/** From this part of a limit on, a meter warns. */
const NEARLY_FULL = 0.9;

/** How much of a limit is used. */
export interface UsedPart {
    /** From 0 to 1. */
    readonly part: number;
    readonly state: 'normal' | 'nearly-full' | 'full';
}

/** Returns how much of a limit is used. @param limit null is no limit */
export function usedPart(used: number, limit: number | null): UsedPart {
    const part = limit === null ? 0 : limit === 0 ? 1 : Math.min(used / limit, 1);
    return { part, state: part >= 1 ? 'full' : part >= NEARLY_FULL ? 'nearly-full' : 'normal' };
}
