// SPDX-License-Identifier: MIT

/** Where documents are among others, for relative links in them. */
export const DocumentPlaces = Symbol('DocumentPlaces');

export interface DocumentPlaces {
    /**
     * Returns the URI of the place of a document, beside which relative links in it lead. The address of a cloud document by
     * its id has nothing beside it.
     *
     * @throws CloudError if the cloud does not know the place, or does not answer
     */
    placeOf(uri: string): Promise<string>;
}
