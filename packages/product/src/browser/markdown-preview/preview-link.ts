// SPDX-License-Identifier: MIT

import URI from '@theia/core/lib/common/uri';

/** Where a link in a preview leads. */
export interface PreviewLink {
    /** The document, or undefined for the one in the preview. */
    readonly uri: URI | undefined;
    /** The slug of a heading. */
    readonly heading: string | undefined;
}

/**
 * Reads the address of a link, which Monaco has resolved against the folder of the document. Monaco takes `#heading` for
 * a part of the name.
 */
export function readPreviewLink(address: string): PreviewLink {
    const uri = new URI(address);
    const { base } = uri.path;
    const mark = uri.authority === '' || uri.scheme === 'sanyam' ? base.indexOf('#') : -1;
    if (mark < 0) {
        return { uri, heading: undefined };
    }
    const name = base.slice(0, mark);
    return { uri: name === '' ? undefined : uri.parent.resolve(name), heading: base.slice(mark + 1) };
}
