// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';

/**
 * The documents of `sanyam:///` with unique entry names. Documents may have the same name, but entries of a folder must
 * not. The oldest document keeps the name, and the others get a part of their id added.
 */
export class CloudFolder {
    private readonly entries = new Map<string, CloudDocument>();

    constructor(documents: readonly CloudDocument[]) {
        const oldestFirst = [...documents].sort(
            (one, other) => compare(one.created_at, other.created_at) || compare(one.id, other.id)
        );
        for (const document of oldestFirst) {
            this.entries.set(this.entries.has(document.name) ? distinctName(document) : document.name, document);
        }
    }

    get names(): string[] {
        return [...this.entries.keys()];
    }

    find(entryName: string): CloudDocument | undefined {
        return this.entries.get(entryName);
    }
}

function compare(one: string, other: string): number {
    return one < other ? -1 : Number(one > other);
}

/** Adds twelve digits of the id: `notes (1b9d6bcd-bbfd).md`. The extension stays, because it determines the language. */
function distinctName({ id, name }: CloudDocument): string {
    const dot = name.lastIndexOf('.');
    const stem = dot > 0 ? name.slice(0, dot) : name;
    return `${stem} (${id.slice(0, 13)})${dot > 0 ? name.slice(dot) : ''}`;
}
