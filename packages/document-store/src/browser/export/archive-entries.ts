// SPDX-License-Identifier: MIT

import type { ExportedDocument, ExportedVersion, ExportManifest, ExportPage } from '@sanyam/types';
import { ArchiveNames } from '../../common/export/archive-names';
import { ExportIndex, type MissingText } from './export-index';

/** The file of the archive that says what the others are. */
export const INDEX_FILE = 'sanyam-export.json';

/** A file of the archive. */
export interface ArchiveEntry {
    readonly name: string;
    readonly lastModified: Date;
    readonly input: string | Blob;
}

/** What is in the archive so far. */
export interface ExportProgress {
    manifest?: ExportManifest;
    /** Texts that are in the archive. */
    texts: number;
    /** Versions whose record has arrived. */
    versions: number;
    readonly missing: Map<string, MissingText>;
}

/** A document whose versions arrive. */
interface OpenDocument {
    readonly document: ExportedDocument;
    /** The pieces of the newest text so far: at most what the plan allows for a document. */
    readonly pieces: string[];
    file: string | undefined;
}

/**
 * Makes the files of an archive from the pages of an export: the newest text of each document, in its folder, and at the
 * end {@link INDEX_FILE}. It holds one page and one text at a time. A document that changes during the export can come
 * twice: then both texts are in the archive, the later one under a name of its own.
 */
export async function* archiveEntries(
    pages: AsyncIterable<ExportPage>,
    progress: ExportProgress
): AsyncGenerator<ArchiveEntry, void, undefined> {
    const names = new ArchiveNames();
    let index: ExportIndex | undefined;
    let open: OpenDocument | undefined;
    const close = (): void => {
        if (open !== undefined) {
            index?.endDocument(open.file);
            note(progress, open);
            open = undefined;
        }
    };
    for await (const { manifest, items } of pages) {
        if (manifest !== null) {
            progress.manifest = manifest;
            index ??= new ExportIndex(manifest);
        }
        for (const item of items) {
            if (item.kind === 'version') {
                const { data } = item;
                if (data.content_ends) {
                    progress.versions++;
                    index?.addVersion(data);
                }
                if (open !== undefined && isNewest(data, open.document)) {
                    open.pieces.push(data.content);
                    if (data.content_ends) {
                        open.file = pathOf(names, open.document);
                        progress.texts++;
                        yield {
                            name: open.file,
                            lastModified: new Date(open.document.updated_at),
                            input: open.pieces.splice(0).join('')
                        };
                    }
                }
                continue;
            }
            close();
            if (item.kind === 'document') {
                open = { document: item.data, pieces: [], file: undefined };
                index?.beginDocument(item.data);
            } else {
                index?.add(item);
            }
        }
    }
    close();
    if (index !== undefined) {
        yield {
            name: INDEX_FILE,
            lastModified: new Date(progress.manifest?.exported_at ?? 0),
            input: index.end([...progress.missing.values()])
        };
    }
}

function isNewest({ document_id, version_number }: ExportedVersion, document: ExportedDocument): boolean {
    return document_id === document.id && version_number === document.version;
}

function pathOf(names: ArchiveNames, { folder, name, deleted_at }: ExportedDocument): string {
    return names.pathOf(deleted_at === null ? 'documents' : 'trash', folder, name);
}

/** Notes whether the text of a document is missing. It may have arrived when the document comes again. */
function note({ missing }: ExportProgress, { document: { id, name }, file }: OpenDocument): void {
    if (file === undefined) {
        missing.set(id, { document_id: id, name, reason: 'It was changed or deleted during the export.' });
    } else {
        missing.delete(id);
    }
}
