// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { DEFAULT_PAGE_SIZE, type pagePart } from './parameters';

/** A time as the database writes it, always as long, and an id: as text they sort as the list does. */
const POSITION = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Positioned {
    readonly id: string;
    readonly created_at: string;
}

/**
 * A page of a list that is short enough to be read whole, by the rules of those that the database pages: a cursor is
 * a place between items, so that it holds when the item beside it is gone.
 *
 * @param list the id of what the items belong to: its cursors are of no other list
 * @param items in the order of their making
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
    // A page without items lies where it was asked for.
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
        throw new CloudError('INVALID_CURSOR', 'This place in the list is unknown. Begin at the first page.');
    }
    return position;
}
