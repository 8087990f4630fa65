// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { pagePart } from './parameters';

const DEFAULT_PAGE_SIZE = 20;

/** A time as the database writes it, always as long, and an id: as text they sort as the list does. */
const POSITION = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Positioned {
    readonly id: string;
    readonly created_at: string;
}

/**
 * A page of a list that is short enough to be read whole, by the rules of those that the database pages: a cursor is
 * a place between items, so that it holds when the item beside it is gone.
 *
 * @param items in the order of their making
 * @throws CloudError INVALID_CURSOR
 */
export function pageOfItems<Item extends Positioned>(
    items: readonly Item[],
    { page_size = DEFAULT_PAGE_SIZE, cursor, direction = 'next' }: ReturnType<typeof pagePart>
) {
    const place = cursor === undefined ? undefined : positionIn(cursor);
    const countOf = (isBefore: (position: string) => boolean) => items.map(positionOf).filter(isBefore).length;
    let start: number;
    let end: number;
    if (direction === 'next') {
        start = place === undefined ? 0 : countOf(position => position <= place);
        end = Math.min(start + page_size, items.length);
    } else {
        end = place === undefined ? items.length : countOf(position => position < place);
        start = Math.max(end - page_size, 0);
    }
    const page = items.slice(start, end);
    return {
        items: page,
        next_cursor: end < items.length ? cursorOf(page.at(-1), cursor) : null,
        prev_cursor: start > 0 ? cursorOf(page[0], cursor) : null,
        total_count: items.length,
        page_size
    };
}

/** @param asked where a page without items lies */
function cursorOf(item: Positioned | undefined, asked: string | undefined): string | null {
    return item === undefined ? (asked ?? null) : Buffer.from(positionOf(item)).toString('base64');
}

function positionOf({ created_at, id }: Positioned): string {
    return created_at + id;
}

function positionIn(cursor: string): string {
    const position = Buffer.from(cursor, 'base64').toString('latin1');
    if (!POSITION.test(position)) {
        throw new CloudError('INVALID_CURSOR', 'This place in the list is unknown. Begin at the first page.');
    }
    return position;
}
