// SPDX-License-Identifier: MIT

/** What the sanitizer puts before each id and name that a document gives, so that none hides a property of the page. */
const GIVEN = 'user-content-';

/** Returns the part of a link that leads to a heading, as GitHub makes it: `Use the cloud!` becomes `use-the-cloud`. */
export function headingSlug(heading: string): string {
    return heading
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation} -]/gu, '')
        .replaceAll(' ', '-');
}

/**
 * Returns the element to which the part of a link after `#` leads: a heading, in any case, or what has this id or name.
 * The second of two equal headings has `-1` at its end, the third `-2`, as on GitHub.
 *
 * @param part without the `#`, decoded
 * @returns undefined if there is no such element
 */
export function linkTarget(content: ParentNode, part: string): Element | undefined {
    const wanted = part.toLowerCase();
    const counts = new Map<string, number>();
    for (const heading of content.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
        const slug = headingSlug(heading.textContent ?? '');
        const count = counts.get(slug) ?? 0;
        counts.set(slug, count + 1);
        if (wanted === (count === 0 ? slug : `${slug}-${count}`)) {
            return heading;
        }
    }
    const given = [...content.querySelectorAll('[id], [name]')];
    return given.find(element => [element.id, element.getAttribute('name')].includes(GIVEN + part));
}
