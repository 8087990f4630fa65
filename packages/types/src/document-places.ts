// SPDX-License-Identifier: MIT

import type { Subscribe } from './auth-session';

/** Where documents are among others, and what they are called, for widgets that show their texts. */
export const DocumentPlaces = Symbol('DocumentPlaces');

export interface DocumentPlaces {
    /**
     * Returns the URI of the place of a document, beside which relative links in it lead. The address of a cloud document by
     * its id has nothing beside it.
     *
     * @throws CloudError if the cloud does not know the place, or does not answer
     */
    placeOf(uri: string): Promise<string>;

    /**
     * Returns the present name of the document whose text is in memory at a URI. Its editor can be closed, and the document can
     * be elsewhere now. `undefined` if this is no cloud document, or none that was read.
     */
    nameOf(uri: string): string | undefined;

    /**
     * Returns a URI of the document whose text is in memory at a URI, to find it again after a reload, wherever it is then.
     * `undefined` if this is no cloud document.
     */
    keptAddressOf(uri: string): string | undefined;

    /** Returns the URI at which the text of a document is now, or would be in an editor, from a kept address. */
    presentAddressOf(kept: string): Promise<string>;

    /** Fires when a document has another name. */
    readonly onDidRename: Subscribe<unknown>;
}
