// SPDX-License-Identifier: MIT

import { JsonSchemaDataStore } from '@theia/core/lib/browser/json-schema-store';
import type { URI } from '@theia/core/lib/common';
import type { IJSONSchema } from '@theia/core/lib/common/json-schema';
import { injectable } from '@theia/core/shared/inversify';

/**
 * Keeps schemas as they are, and writes one as JSON when somebody reads it. Theia sets the schemas of all preferences
 * several times while it starts, and its own store writes them each time: with a section for each of some ninety
 * languages that was 0.8 of the 6 seconds of processor time of a start, and hardly anybody reads them.
 */
@injectable()
export class LazySchemaStore extends JsonSchemaDataStore {
    private readonly schemas = new Map<string, IJSONSchema | string>();

    override hasSchema(uri: URI): boolean {
        return this.schemas.has(uri.toString());
    }

    override getSchema(uri: URI): string | undefined {
        const schema = this.schemas.get(uri.toString());
        return typeof schema === 'object' ? JSON.stringify(schema) : schema;
    }

    override setSchema(uri: URI, schema: IJSONSchema | string): void {
        this.schemas.set(uri.toString(), schema);
        this.notifySchemaUpdate(uri);
    }

    override deleteSchema(uri: URI): void {
        if (this.schemas.delete(uri.toString())) {
            this.notifySchemaUpdate(uri);
        }
    }
}
