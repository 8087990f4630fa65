// SPDX-License-Identifier: MIT

import { JsonSchemaDataStore } from '@theia/core/lib/browser/json-schema-store';
import type { URI } from '@theia/core/lib/common';
import type { IJSONSchema } from '@theia/core/lib/common/json-schema';
import { injectable } from '@theia/core/shared/inversify';

/**
 * Serializes a schema when it is read, not each time it is set. Theia sets the schemas of all preferences several times
 * during a start, and its own store serializes them each time. With sections for some ninety languages, that took 0.8 of
 * the 6 seconds of processor time of a start. Few schemas are ever read.
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
