// SPDX-License-Identifier: MIT

import { canSeal, committed, completed, isSealedText, seal, unseal, type SealedText } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { z } from 'zod';
import { shownSize } from '../sentences/shown-size';
import {
    draftHeaderSchema,
    DraftRefused,
    MAX_DRAFT_BYTES,
    MAX_DRAFTS,
    MAX_TOTAL_BYTES,
    type Draft,
    type DraftHeader,
    type DraftKey,
    type KeptDraft
} from './draft';

const DATABASE_NAME = 'sanyam-drafts';
const DATABASE_VERSION = 1;

/** Lists read only the headers. The base of a draft changes seldom, so it is not written with each text. */
const STORES = ['headers', 'texts', 'bases'] as const;
type StoreName = (typeof STORES)[number];

const sealedSchema = z.custom<SealedText>(isSealedText);
const headerRecordSchema = z.object({
    owner: z.string(),
    id: z.string(),
    /** The id of the window that keeps the draft. */
    window: z.string(),
    /** The size of the text in bytes of UTF-8. */
    bytes: z.number(),
    sealed: sealedSchema
});
type HeaderRecord = z.infer<typeof headerRecordSchema>;

/** A part of a draft that the other stores have. */
const partRecordSchema = z.object({ sealed: sealedSchema });

/**
 * Keeps unsaved texts in IndexedDB, encrypted as the session is: each write has a new key, which scripts cannot export
 * and which goes with the draft. All windows of a browser profile share the store. Nothing is sent anywhere.
 */
export class DraftStore {
    /** The version of the base that this window has written for each draft, by the draft's id. */
    private readonly writtenBases = new Map<string, number>();

    private constructor(private readonly database: IDBDatabase) {}

    /** Opens the store. @throws Error if this page cannot use encryption or IndexedDB */
    static async open(factory: IDBFactory): Promise<DraftStore> {
        if (!canSeal()) {
            throw new Error('Encryption is not available, because this page was not loaded over HTTPS or localhost.');
        }
        const opening = factory.open(DATABASE_NAME, DATABASE_VERSION);
        opening.onupgradeneeded = () =>
            STORES.forEach(name => opening.result.createObjectStore(name, { keyPath: ['owner', 'id'] }));
        const database = await completed(opening);
        // Close the database, so that a newer release in another window can upgrade it.
        database.onversionchange = () => database.close();
        return new DraftStore(database);
    }

    /**
     * Keeps a draft in place of the one before.
     *
     * @param window the id of the window that keeps it
     * @throws DraftRefused if it is too large, or if the user has too many
     */
    async put(key: DraftKey, window: string, draft: Draft): Promise<void> {
        const { text, base, ...header } = draft;
        const bytes = new TextEncoder().encode(text).byteLength;
        if (bytes > MAX_DRAFT_BYTES) {
            throw new DraftRefused(
                nls.localize('sanyam/drafts/tooLarge', 'It has more than {0}.', shownSize(MAX_DRAFT_BYTES))
            );
        }
        const { base_version } = header;
        const isNewBase = base_version !== undefined && this.writtenBases.get(key.id) !== base_version;
        const sealed = {
            headers: await seal(JSON.stringify(header), nameOf(key, 'headers')),
            texts: await seal(JSON.stringify(text), nameOf(key, 'texts')),
            bases: isNewBase && base !== undefined ? await seal(JSON.stringify(base), nameOf(key, 'bases')) : undefined
        };
        let problem: string | undefined;
        await this.write(async store => {
            const others = await this.headers(key.owner, store('headers'));
            problem = limitProblem(
                others.filter(({ id }) => id !== key.id),
                bytes
            );
            if (problem === undefined) {
                store('headers').put({ ...key, window, bytes, sealed: sealed.headers } satisfies HeaderRecord);
                store('texts').put({ ...key, sealed: sealed.texts });
                if (sealed.bases !== undefined) {
                    store('bases').put({ ...key, sealed: sealed.bases });
                }
            }
        });
        if (problem !== undefined) {
            throw new DraftRefused(problem);
        }
        if (base_version !== undefined) {
            this.writtenBases.set(key.id, base_version);
        }
    }

    /** Lists the drafts of a user, the last kept first. A draft that cannot be read is deleted. */
    async list(owner: string): Promise<KeptDraft[]> {
        const records = await this.headers(owner, this.database.transaction('headers').objectStore('headers'));
        const drafts: KeptDraft[] = [];
        for (const { id, window, sealed } of records) {
            const key = { owner, id };
            const header = await headerIn(sealed, key);
            if (header === undefined) {
                await this.delete(key);
            } else {
                drafts.push({ ...header, key, window });
            }
        }
        return drafts.sort((one, other) => other.kept_at - one.kept_at);
    }

    /** Returns a draft; `undefined` if there is none. */
    async read(key: DraftKey): Promise<Draft | undefined> {
        const stores = this.database.transaction(STORES);
        const [headers, texts, bases] = await Promise.all(
            STORES.map(name => completed(stores.objectStore(name).get([key.owner, key.id])))
        );
        const header = headerRecordSchema.safeParse(headers).data;
        const [known, text, base] = await Promise.all([
            header && headerIn(header.sealed, key),
            textIn(texts, key, 'texts'),
            textIn(bases, key, 'bases')
        ]);
        return known === undefined || text === undefined ? undefined : { ...known, text, base };
    }

    async delete(key: DraftKey): Promise<void> {
        this.writtenBases.delete(key.id);
        await this.write(store => STORES.forEach(name => store(name).delete([key.owner, key.id])));
    }

    /** Deletes all drafts of a user, with their keys. */
    async deleteAll(owner: string): Promise<void> {
        this.writtenBases.clear();
        await this.write(store => STORES.forEach(name => store(name).delete(allOf(owner))));
    }

    close(): void {
        this.database.close();
    }

    private async headers(owner: string, store: IDBObjectStore): Promise<HeaderRecord[]> {
        const records: unknown[] = await completed(store.getAll(allOf(owner)));
        return records.map(record => headerRecordSchema.safeParse(record).data).filter(record => record !== undefined);
    }

    /** Runs a change in one transaction. It may wait for requests of the transaction, and for nothing else. */
    private async write(change: (store: (name: StoreName) => IDBObjectStore) => Promise<void> | void): Promise<void> {
        const transaction = this.database.transaction(STORES, 'readwrite');
        const stored = committed(transaction);
        await Promise.all([stored, change(name => transaction.objectStore(name))]);
    }
}

/** All keys of a user. In IndexedDB, a list comes after every text. */
function allOf(owner: string): IDBKeyRange {
    return IDBKeyRange.bound([owner], [owner, []]);
}

/** Authenticated with the ciphertext, so that a draft cannot be taken for that of another user or document. */
function nameOf({ owner, id }: DraftKey, store: StoreName): string {
    return JSON.stringify([owner, id, store]);
}

async function headerIn(sealed: SealedText, key: DraftKey): Promise<DraftHeader | undefined> {
    const text = await unseal(sealed, nameOf(key, 'headers'));
    return text === undefined ? undefined : draftHeaderSchema.safeParse(JSON.parse(text)).data;
}

/** JSON, because UTF-8 has no lone surrogates, and a text that somebody types may have one. */
async function textIn(record: unknown, key: DraftKey, store: StoreName): Promise<string | undefined> {
    const part = partRecordSchema.safeParse(record).data;
    const text = part && (await unseal(part.sealed, nameOf(key, store)));
    return text === undefined ? undefined : z.string().safeParse(JSON.parse(text)).data;
}

function limitProblem(others: readonly HeaderRecord[], bytes: number): string | undefined {
    if (others.length >= MAX_DRAFTS) {
        return nls.localize(
            'sanyam/drafts/tooMany',
            'This browser already keeps the unsaved text of {0} documents.',
            MAX_DRAFTS
        );
    }
    const total = others.reduce((sum, other) => sum + other.bytes, bytes);
    return total > MAX_TOTAL_BYTES
        ? nls.localize(
              'sanyam/drafts/full',
              'The unsaved texts in this browser have more than {0}.',
              shownSize(MAX_TOTAL_BYTES)
          )
        : undefined;
}
