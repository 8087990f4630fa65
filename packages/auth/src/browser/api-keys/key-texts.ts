// SPDX-License-Identifier: MIT

import { shownLocale, type ApiKey, type ApiKeyScope, type ApiKeyUsage } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { timeText } from '../time-texts';

/** What each scope allows, for users. */
export const SCOPE_TEXTS: Readonly<Record<ApiKeyScope, string>> = {
    'documents:read': nls.localize('sanyam/apiKeys/documentsRead', 'List, read and search documents'),
    'documents:write': nls.localize('sanyam/apiKeys/documentsWrite', 'Create, change, move and restore documents'),
    'documents:delete': nls.localize('sanyam/apiKeys/documentsDelete', 'Move documents to the trash, and delete them'),
    'versions:read': nls.localize('sanyam/apiKeys/versionsRead', 'List and read former versions'),
    'shares:read': nls.localize('sanyam/apiKeys/sharesRead', 'See with whom documents are shared'),
    'shares:write': nls.localize('sanyam/apiKeys/sharesWrite', 'Share documents, and end shares')
};

/** Returns the facts of a key that stand below its name. */
export function factsOf({
    created_at,
    expires_at,
    last_used_at,
    revoked_at,
    revoked_reason,
    status
}: ApiKey): string[] {
    const created = nls.localize('sanyam/apiKeys/created', 'Created {0}', timeText(created_at));
    const used =
        last_used_at === null
            ? nls.localize('sanyam/apiKeys/neverUsed', 'Never used')
            : nls.localize('sanyam/apiKeys/lastUsed', 'Last used {0}', timeText(last_used_at));
    return [created, used, endOf()];

    function endOf(): string {
        if (status === 'revoked' && revoked_at !== null) {
            return revoked_reason === 'downgrade'
                ? nls.localize(
                      'sanyam/apiKeys/revokedByPlan',
                      'Revoked {0}, when the plan changed',
                      timeText(revoked_at)
                  )
                : nls.localize('sanyam/apiKeys/revoked', 'Revoked {0}', timeText(revoked_at));
        }
        if (expires_at === null) {
            return nls.localize('sanyam/apiKeys/noExpiry', 'Does not expire');
        }
        return status === 'expired'
            ? nls.localize('sanyam/apiKeys/expired', 'Expired {0}', timeText(expires_at))
            : nls.localize('sanyam/apiKeys/expires', 'Works until {0}', timeText(expires_at));
    }
}

/** Hours for which an old key can still work: 30 days, as the database has it. */
export const LONGEST_OVERLAP = 720;

const HOUR = 3_600_000;

/** Returns the part of a key that its owner sees, such as `sanyam_0123abcd`. */
export function visiblePart({ prefix }: Pick<ApiKey, 'prefix'>): string {
    return `sanyam_${prefix}`;
}

/**
 * Returns which of two keys that look alike is the old one, as a sentence at each of them. Undefined for a key that has
 * neither an older nor a newer one.
 *
 * @param keys the newest first
 */
export function rotationText(key: ApiKey, keys: readonly ApiKey[]): string | undefined {
    const newer = keys.find(other => replaces(other, key));
    if (newer !== undefined && key.expires_at !== null) {
        return nls.localize(
            'sanyam/apiKeys/oldKey',
            'Old key, works until {0}. Replace it with {1}.',
            timeText(key.expires_at),
            visiblePart(newer)
        );
    }
    const older = keys.find(other => replaces(key, other));
    return older === undefined || older.expires_at === null
        ? undefined
        : nls.localize(
              'sanyam/apiKeys/newKey',
              'New key. The old one, {0}, works until {1}.',
              visiblePart(older),
              timeText(older.expires_at)
          );
}

/** Returns whether a key replaces an older one: a rotation keeps the name and the scopes, and ends the old key. */
function replaces(newer: ApiKey, older: ApiKey): boolean {
    return (
        newer.status === 'active' &&
        older.status === 'active' &&
        newer.name === older.name &&
        newer.scopes.join() === older.scopes.join() &&
        newer.created_at > older.created_at &&
        older.expires_at !== null &&
        Date.parse(older.expires_at) <= Date.parse(newer.created_at) + LONGEST_OVERLAP * HOUR
    );
}

/** A day of the chart. */
export interface UsedDay extends ApiKeyUsage {
    /** Seconds since 1970 at which it begins in UTC. */
    readonly start: number;
}

const DAY = 86_400;

/**
 * Returns every day of a time with its use, oldest first.
 *
 * @param now milliseconds since 1970
 */
export function daysOf(usage: readonly ApiKeyUsage[], count: number, now: number): UsedDay[] {
    const today = Math.floor(now / 1000 / DAY) * DAY;
    const known = new Map(usage.map(day => [day.day, day]));
    return Array.from({ length: count }, (_, index) => {
        const start = today - (count - 1 - index) * DAY;
        const day = new Date(start * 1000).toISOString().slice(0, 10);
        return { start, ...(known.get(day) ?? { day, requests: 0, refused: 0 }) };
    });
}

/** Returns what the chart shows, as a sentence. */
export function usageSentence(days: readonly UsedDay[]): string {
    const number = new Intl.NumberFormat(shownLocale(nls.locale));
    const sum = (pick: (day: UsedDay) => number): string =>
        number.format(days.reduce((all, day) => all + pick(day), 0));
    return nls.localize(
        'sanyam/apiKeys/usage',
        'Requests in {0} days: {1}. Refused: {2}.',
        days.length,
        sum(({ requests }) => requests),
        sum(({ refused }) => refused)
    );
}
