// SPDX-License-Identifier: MIT

import type { ExportItem, ExportManifest, ExportedDocument, ExportedVersion } from '@sanyam/types';
import { SpilledBytes } from './spilled-bytes';

/** A document whose text is not in the archive. */
export interface MissingText {
    readonly document_id: string;
    readonly name: string;
    readonly reason: string;
}

type SmallItem = Exclude<ExportItem, { kind: 'document' | 'version' }>;

/** The names of the arrays in the index. They come in this order. */
const SECTIONS: Readonly<Record<SmallItem['kind'], string>> = {
    received_share: 'received_shares',
    received_offer: 'received_offers',
    api_key: 'api_keys',
    api_key_usage: 'api_key_usage',
    audit_entry: 'audit_entries'
};

/**
 * The JSON about all that an archive has: documents with their versions and shares, and everything else of the account.
 * It is written while the pages come, because it can be large: `{ manifest, documents: [{ …, versions, file }], … }`.
 */
export class ExportIndex {
    private readonly text = new SpilledBytes();
    /** The array that is open. */
    private section = 'documents';
    private isFirst = true;
    private isFirstVersion = true;

    constructor(manifest: ExportManifest) {
        this.text.add(`{\n"manifest": ${JSON.stringify(manifest)},\n"documents": [`);
    }

    beginDocument(document: ExportedDocument): void {
        this.separate();
        // Its versions and its file follow.
        this.text.add(`${JSON.stringify(document).slice(0, -1)},"versions":[`);
        this.isFirstVersion = true;
    }

    /** Adds a version without its text. */
    addVersion(version: ExportedVersion): void {
        const record: Partial<ExportedVersion> = { ...version };
        delete record.content;
        delete record.content_offset;
        delete record.content_ends;
        this.text.add(`${this.isFirstVersion ? '' : ','}\n${JSON.stringify(record)}`);
        this.isFirstVersion = false;
    }

    /** @param file the path in the archive; undefined if the text is missing */
    endDocument(file: string | undefined): void {
        this.text.add(`],"file":${JSON.stringify(file ?? null)}}`);
    }

    add({ kind, data }: SmallItem): void {
        this.begin(SECTIONS[kind]);
        this.separate();
        this.text.add(JSON.stringify(data));
    }

    end(missing: readonly MissingText[]): Blob {
        Object.values(SECTIONS).forEach(section => this.begin(section));
        this.text.add(`],\n"missing": ${JSON.stringify(missing)}\n}\n`);
        return this.text.toBlob('application/json');
    }

    /** Opens an array, and those before it, unless it is open or has been. */
    private begin(section: string): void {
        const order = ['documents', ...Object.values(SECTIONS)];
        while (order.indexOf(this.section) < order.indexOf(section)) {
            this.section = order[order.indexOf(this.section) + 1] ?? section;
            this.text.add(`],\n${JSON.stringify(this.section)}: [`);
            this.isFirst = true;
        }
    }

    private separate(): void {
        this.text.add(this.isFirst ? '\n' : ',\n');
        this.isFirst = false;
    }
}
