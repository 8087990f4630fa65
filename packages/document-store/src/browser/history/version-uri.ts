// SPDX-License-Identifier: MIT

import { documentIdSchema, versionSchema } from '@sanyam/types';
import URI from '@theia/core/lib/common/uri';
import { z } from 'zod';
import { VERSION_SCHEME } from '../cloud-schemes';

/** A version of a document. The name is only for the tab and the language. */
export interface VersionReference {
    readonly documentId: string;
    readonly version: number;
    readonly name: string;
}

const versionUriSchema = z.object({ documentId: documentIdSchema, version: z.coerce.number().pipe(versionSchema) });

export function versionUri({ documentId, version, name }: VersionReference): URI {
    return new URI().withScheme(VERSION_SCHEME).withAuthority(documentId).withPath(`/${version}/${name}`);
}

/** Returns the version that a URI names; undefined if it names none. */
export function parseVersionUri(uri: URI): VersionReference | undefined {
    if (uri.scheme !== VERSION_SCHEME) {
        return undefined;
    }
    const [version, ...name] = uri.path.toString().replace(/^\//, '').split('/');
    const parsed = versionUriSchema.safeParse({ documentId: uri.authority, version });
    return parsed.success ? { ...parsed.data, name: name.join('/') } : undefined;
}
