// SPDX-License-Identifier: MIT

import type { Persona } from '@sanyam/test-kit/persona';
import { type ExportItem, type ExportManifest, type ExportPage, exportPageSchema } from '@sanyam/types';

/** Asks for one page of the user's export; without a cursor, for the manifest. */
export async function exportPage(persona: Persona, cursor?: string): Promise<ExportPage> {
    return persona.expectSuccess(exportPageSchema.strict(), 'export_my_data', cursor === undefined ? {} : { cursor });
}

/** An export that was read to its end. */
export interface WholeExport {
    readonly manifest: ExportManifest;
    readonly items: readonly ExportItem[];
    /** The number of pages after the manifest. */
    readonly pages: number;
}

export async function wholeExport(persona: Persona): Promise<WholeExport> {
    const { manifest, next_cursor } = await exportPage(persona);
    if (manifest === null) {
        throw new Error('The first page has no manifest.');
    }
    const items: ExportItem[] = [];
    let pages = 0;
    for (let cursor = next_cursor; cursor !== null; pages++) {
        const page = await exportPage(persona, cursor);
        items.push(...page.items);
        cursor = page.next_cursor;
    }
    return { manifest, items, pages };
}

type ExportedData = { [Item in ExportItem as Item['kind']]: Item['data'] };

/** Returns the records of one kind. */
export function ofKind<Kind extends ExportItem['kind']>(
    items: readonly ExportItem[],
    kind: Kind
): ExportedData[Kind][] {
    return items.filter(item => item.kind === kind).map(item => item.data as ExportedData[Kind]);
}

/** Puts the pieces of versions together. Returns the version's number and its text, in the order of the export. */
export function textsOf(items: readonly ExportItem[], documentId: string): Array<[version: number, text: string]> {
    const texts: Array<[number, string]> = [];
    for (const { document_id, version_number, content, content_offset } of ofKind(items, 'version')) {
        if (document_id === documentId) {
            const begun = content_offset > 0 ? (texts.pop()?.[1] ?? '') : '';
            texts.push([version_number, begun + content]);
        }
    }
    return texts;
}
