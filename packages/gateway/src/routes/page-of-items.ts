// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { DEFAULT_PAGE_SIZE, type pagePart } from './parameters';

/** A time from the database, which has a fixed length, and an id. As text, positions sort in the order of the list. */
const POSITION = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Positioned {
    readonly id: string;
    readonly created_at: string;
}

/**
 * Returns a page of a list that is short enough to be read completely. Follows the rules of the lists that the database
 * pages: a cursor is a position between items, so it stays valid when the item next to it is deleted.
 *
 * @param list the id of the parent of the items, so that a cursor is valid only for this list
 * @param items all items, oldest first
 * @throws CloudError INVALID_CURSOR
 */
export function pageOfItems<Item extends Positioned>(
    list: string,
    items: readonly Item[],
    { page_size = DEFAULT_PAGE_SIZE, cursor, direction = 'next' }: ReturnType<typeof pagePart>
) {
    const place = cursor === undefined ? undefined : positionIn(cursor, list);
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
    // An empty page keeps the position of its request.
    const cursorAt = (item: Item | undefined) =>
        item === undefined ? (cursor ?? null) : cursorOf(list, positionOf(item));
    return {
        items: page,
        next_cursor: end < items.length ? cursorAt(page.at(-1)) : null,
        prev_cursor: start > 0 ? cursorAt(page[0]) : null,
        total_count: items.length,
        page_size
    };
}

function positionOf({ created_at, id }: Positioned): string {
    return created_at + id;
}

function cursorOf(list: string, position: string): string {
    return Buffer.from(list + position).toString('base64url');
}

function positionIn(cursor: string, list: string): string {
    const position = Buffer.from(cursor, 'base64url').toString('latin1').slice(list.length);
    const [, time = ''] = POSITION.exec(position) ?? [];
    if (Number.isNaN(Date.parse(time)) || cursorOf(list, position) !== cursor) {
        throw new CloudError('INVALID_CURSOR', 'The cursor is invalid. Start again from the first page.');
    }
    return position;
}
