// SPDX-License-Identifier: MIT

import { isLoopback } from '@sanyam/types';
import URI from '@theia/core/lib/common/uri';

/** Where a link in a preview leads. */
export interface PreviewLink {
    /** The address of a page or a mail, as it stands in the text. */
    readonly page?: string;
    /** The document. Undefined for a page, and for the document in the preview. */
    readonly uri: URI | undefined;
    /** The slug of a heading in a document. */
    readonly heading: string | undefined;
}

/** What a link with a scheme may open: pages and mails. Anything else would run with the rights of the reader. */
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const MAIL = /^mailto:/i;

/** A page. Without the slashes, a browser takes the rest for a path or a part of this page: `http:#…` is the IDE. */
const PAGE = /^https?:\/\/[^/]/i;

/** Hosts that lead to this machine beside its loopback names. Of the addresses of IPv6, it is not known which ones do. */
const OWN_HOST = /^\[|\.localhost$|^0\.0\.0\.0$/;

/** The parts of the IDE's own address that a document may lead to: other documents. The rest opens folders. */
const DOCUMENT_PART = /^#sanyam=[\da-f-]+$/i;

/** Returns whether an address leads to a page, and not to a folder in the IDE of this origin. */
export function isPage(address: string, ide: string): boolean {
    if (!PAGE.test(address) || !URL.canParse(address)) {
        return false;
    }
    const page = new URL(address);
    return !isIde(page, new URL(ide)) || DOCUMENT_PART.test(page.hash);
}

/** Returns whether a page is the IDE, also under another name of this machine. */
function isIde(page: URL, ide: URL): boolean {
    return page.origin === ide.origin || (page.port === ide.port && isOwnHost(page) && isOwnHost(ide));
}

/** Returns whether a host is this machine under one of its names. */
export function isOwnHost({ hostname }: Pick<URL, 'hostname'>): boolean {
    const name = hostname.replace(/\.$/, '');
    return isLoopback(name) || OWN_HOST.test(name);
}

/**
 * Reads the address of a link as it stands in a document. A path is one beside the document. A path with a slash in front
 * begins at the top of a project, which a preview does not know.
 *
 * @param document the place of the document among others
 * @param ide the origin of the IDE
 * @returns undefined if a preview does not open such an address
 */
export function readPreviewLink(address: string, document: URI, ide: string): PreviewLink | undefined {
    if (SCHEME.test(address)) {
        return isPage(address, ide) || MAIL.test(address)
            ? { page: address, uri: undefined, heading: undefined }
            : undefined;
    }
    if (address.startsWith('/')) {
        return undefined;
    }
    const mark = address.indexOf('#');
    const path = decoded(mark < 0 ? address : address.slice(0, mark));
    const heading = mark < 0 ? undefined : decoded(address.slice(mark + 1));
    return { uri: path === '' ? undefined : document.parent.resolve(path).normalizePath(), heading };
}

/** A path with a `%` that is no escape stays as it is. */
function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
