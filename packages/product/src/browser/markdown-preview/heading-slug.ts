// SPDX-License-Identifier: MIT

/** Returns the part of a link that leads to a heading, as GitHub makes it: `Use the cloud!` becomes `use-the-cloud`. */
export function headingSlug(heading: string): string {
    return heading
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation} -]/gu, '')
        .replaceAll(' ', '-');
}
