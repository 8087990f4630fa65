// SPDX-License-Identifier: MIT

import { normalizedName, type CloudDocument } from '@sanyam/types';

/**
 * The documents of `sanyam:///` with unique entry names. Documents may have the same name, but entries of a folder must
 * not, also not in NFC and NFD. The oldest document keeps the name, and the others get a part of their id added.
 */
export class CloudFolder {
    private readonly entries = new Map<string, CloudDocument>();

    constructor(documents: readonly CloudDocument[]) {
        const oldestFirst = [...documents].sort(
            (one, other) => compare(one.created_at, other.created_at) || compare(one.id, other.id)
        );
        for (const document of oldestFirst) {
            const name = normalizedName(document.name);
            this.entries.set(this.entries.has(name) ? distinctName(document.id, name) : name, document);
        }
    }

    get names(): string[] {
        return [...this.entries.keys()];
    }

    find(entryName: string): CloudDocument | undefined {
        return this.entries.get(normalizedName(entryName));
    }
}

function compare(one: string, other: string): number {
    return one < other ? -1 : Number(one > other);
}

/** Adds twelve digits of the id: `notes (1b9d6bcd-bbfd).md`. The extension stays, because it determines the language. */
function distinctName(id: string, name: string): string {
    const dot = name.lastIndexOf('.');
    const stem = dot > 0 ? name.slice(0, dot) : name;
    return `${stem} (${id.slice(0, 13)})${dot > 0 ? name.slice(dot) : ''}`;
}
