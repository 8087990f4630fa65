// SPDX-License-Identifier: MIT

import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { UnreadableNow, type ItemSeal } from './item-seal';
import { readPrivateFile, writePrivateFile } from './private-file';

const fileSchema = z.object({ seal: z.enum(['key-store', 'file']), data: z.base64() });
const contentSchema = z.object({ name: z.string(), text: z.string() });

/** Encrypted items in a folder, a file for each. */
export class SealedItems {
    /**
     * @param folder where the files are. It exists.
     * @param seals the first one encrypts, and the next ones if it fails; all of them decrypt
     */
    constructor(
        private readonly folder: string,
        private readonly seals: readonly ItemSeal[]
    ) {}

    /**
     * Returns the text of an item; `undefined` if there is none.
     *
     * @throws UnreadableNow if it may be read later
     * @throws Error if it is damaged
     */
    async read(name: string): Promise<string | undefined> {
        try {
            return await this.readNow(name);
        } catch (error) {
            throw isOfSystem(error) ? new UnreadableNow(String(error), { cause: error }) : error;
        }
    }

    private async readNow(name: string): Promise<string | undefined> {
        const bytes = await readPrivateFile(this.fileOf(name));
        if (bytes === undefined) {
            return undefined;
        }
        const { seal: kind, data } = fileSchema.parse(JSON.parse(bytes.toString('utf8')));
        const seal = this.seals.find(each => each.kind === kind);
        if (!seal) {
            throw new UnreadableNow('The key store that has the key of this item cannot be used.');
        }
        const content = contentSchema.parse(JSON.parse(await seal.unseal(Buffer.from(data, 'base64'))));
        // A file may have been renamed to that of another server.
        if (content.name !== name) {
            throw new Error('This is another item.');
        }
        return content.text;
    }

    /** Writes an item. Returns what protects it. */
    async write(name: string, text: string): Promise<ItemSeal['kind']> {
        const { kind, bytes } = await this.seal(JSON.stringify({ name, text }));
        const file = JSON.stringify({ seal: kind, data: bytes.toString('base64') });
        await writePrivateFile(this.fileOf(name), Buffer.from(file, 'utf8'));
        return kind;
    }

    async remove(name: string): Promise<void> {
        await rm(this.fileOf(name), { force: true });
    }

    private async seal(text: string): Promise<{ kind: ItemSeal['kind']; bytes: Buffer }> {
        const failures: unknown[] = [];
        for (const seal of this.seals) {
            try {
                return { kind: seal.kind, bytes: await seal.seal(text) };
            } catch (error) {
                // For example a key store that the user has locked meanwhile.
                failures.push(error);
            }
        }
        throw new AggregateError(failures, 'Could not encrypt the session.');
    }

    /** Names have the address of the server, with characters that file systems refuse. */
    private fileOf(name: string): string {
        return path.join(this.folder, `${createHash('sha256').update(name).digest('hex')}.session`);
    }
}

/** Whether an error is one of the file system. */
function isOfSystem(error: unknown): boolean {
    return error instanceof Error && 'errno' in error;
}
