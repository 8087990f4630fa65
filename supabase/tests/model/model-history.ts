// SPDX-License-Identifier: MIT

import { type Account, head, type ModelDocument, TIERS, type Version, type World } from './model.js';
import type { Tier } from './random-operations.js';

const WINDOW = 5 * 60_000;
const DAY = 24 * 60 * 60_000;

/** Returns whether the next autosave of an author replaces a version. */
export function isReplaceable(version: Version, author: Account, now: number): boolean {
    const { replaceableUntil: end } = version;
    return (
        version.origin === 'autosave' &&
        version.author === author.id &&
        version.name === null &&
        end !== null &&
        end !== Infinity &&
        end >= now
    );
}

/**
 * Adds the version that a change makes, and removes the versions that the history no longer keeps.
 *
 * @param keepsAutosave whether a person saves the text of an autosave, which the version replaces
 */
export function keepHistory(
    world: World,
    document: ModelDocument,
    author: Account,
    text: string,
    origin: Version['origin'],
    keepsAutosave: boolean
): void {
    const { now } = world;
    const { limits, downgradedAt } = document.owner;
    const before = head(document);
    let replaces = keepsAutosave;
    let replaceableUntil: number | null = null;
    if (!limits.has_document_versioning) {
        replaceableUntil = Infinity;
        replaces = before.replaceableUntil === Infinity && before.name === null;
    } else if (origin === 'autosave') {
        replaces = isReplaceable(before, author, now);
        replaceableUntil = replaces ? before.replaceableUntil : now + WINDOW;
    }
    if (replaces) {
        document.history.pop();
    }
    document.history.push({
        number: before.number + 1,
        text,
        origin,
        author: author.id,
        createdAt: now,
        replaceableUntil,
        name: null,
        namedBy: null
    });
    if (limits.has_document_versioning) {
        // Versions from before a downgrade stay for the retention time of the new tier, and do not count.
        const spared = downgradedAt !== null && downgradedAt >= now - limits.version_retention_days * DAY;
        const counted = document.history.filter(version => !spared || version.createdAt >= downgradedAt);
        const excess = Math.max(counted.length - limits.max_versions_per_document, 0);
        const gone = counted
            .slice(0, -1)
            .filter(version => version.name === null)
            .slice(0, excess);
        document.history = document.history.filter(version => !gone.includes(version));
    }
}

export function changeTier(world: World, account: Account, tier: Tier): void {
    if (tier === account.tier) {
        return;
    }
    const after = TIERS[tier];
    account.downgradedAt =
        after.max_versions_per_document < account.limits.max_versions_per_document ? world.now : null;
    account.tier = tier;
}

/** Does what the retention job does: deletes expired documents in the trash, and old versions. */
export function cleanUp(world: World): void {
    for (const document of world.documents.filter(({ exists }) => exists)) {
        const { limits, downgradedAt } = document.owner;
        const since = (time: number): number => Math.max(time, downgradedAt ?? 0);
        const isOld = (time: number, days: number): boolean => since(time) < world.now - days * DAY;
        if (document.trashedAt !== null && isOld(document.trashedAt, limits.trash_retention_days)) {
            document.exists = false;
        }
        document.history = document.history.filter(
            version =>
                version === head(document) ||
                version.name !== null ||
                !isOld(version.createdAt, limits.version_retention_days)
        );
    }
}
