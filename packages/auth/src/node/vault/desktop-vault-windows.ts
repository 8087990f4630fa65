// SPDX-License-Identifier: MIT

import path from 'node:path';
import type { DesktopVault, DesktopVaultClient } from '../../common/desktop/desktop-vault';
import { FileSeal } from './file-seal';
import { UnreadableNow } from './item-seal';
import { isKeptBySystem, KeyStoreSeal, type KeyStore } from './key-store-seal';
import { createPrivateFile, preparePrivateFolder } from './private-file';
import { SealedItems } from './sealed-items';

export interface DesktopVaultOptions {
    /** Where the items are. The folder is made if there is none. */
    readonly folder: string;
    readonly keyStore: KeyStore;
    readonly platform?: NodeJS.Platform;
    /** Of scrypt. Tests use a low one. */
    readonly cost?: number;
}

/** In characters. A name has the address of the server, and a session has about 3,000. */
const LONGEST = { name: 2_000, text: 200_000 };

/** The vault of the desktop application, in its main process. All windows share it, and hear of each other's changes. */
export class DesktopVaultWindows {
    private readonly windows = new Set<DesktopVaultClient>();
    private opening: Promise<{ items: SealedItems; usesFile: boolean }> | undefined;
    /** Each operation waits for the one before, so that the last one wins. */
    private last: Promise<unknown> = Promise.resolve();

    constructor(private readonly options: DesktopVaultOptions) {}

    /** Returns the vault for a window, which hears of the changes of the others until it is disposed. */
    open(client: DesktopVaultClient): DesktopVault & { dispose(): void } {
        this.windows.add(client);
        return {
            getItem: name => this.inTurn(() => this.getItem(checkedName(name))),
            setItem: (name, text) => this.inTurn(() => this.setItem(checkedName(name), checkedText(text), client)),
            removeItem: name => this.inTurn(() => this.removeItem(checkedName(name), client)),
            takeWarning: () => this.inTurn(() => this.takeWarning()),
            dispose: () => void this.windows.delete(client)
        };
    }

    private async getItem(name: string): Promise<string | null> {
        const { items } = await this.opened();
        try {
            return (await items.read(name)) ?? null;
        } catch (error) {
            console.warn(`A stored session cannot be read. ${String(error)}`);
            if (!(error instanceof UnreadableNow)) {
                await items.remove(name);
            }
            this.windows.forEach(window => window.onDiscarded());
            return null;
        }
    }

    private async setItem(name: string, text: string, writer: DesktopVaultClient): Promise<void> {
        const vault = await this.opened();
        const kind = await vault.items.write(name, text);
        vault.usesFile ||= kind === 'file';
        this.announce(name, writer);
    }

    private async removeItem(name: string, writer: DesktopVaultClient): Promise<void> {
        const { items } = await this.opened();
        await items.remove(name);
        this.announce(name, writer);
    }

    private async takeWarning(): Promise<boolean> {
        const { usesFile } = await this.opened();
        return usesFile && createPrivateFile(path.join(this.options.folder, 'warned'), Buffer.alloc(0));
    }

    private announce(name: string, writer: DesktopVaultClient): void {
        [...this.windows].filter(window => window !== writer).forEach(window => window.onChanged(name));
    }

    /** Opens the vault when it is first used: Electron knows its key store only when it is ready. */
    private opened(): Promise<{ items: SealedItems; usesFile: boolean }> {
        this.opening ??= this.prepare().catch((error: unknown) => {
            this.opening = undefined;
            throw error;
        });
        return this.opening;
    }

    private async prepare(): Promise<{ items: SealedItems; usesFile: boolean }> {
        const { folder, keyStore, platform = process.platform, cost } = this.options;
        await preparePrivateFolder(folder);
        const file = new FileSeal(folder, cost);
        const isKept = isKeptBySystem(keyStore, platform);
        return {
            items: new SealedItems(folder, isKept ? [new KeyStoreSeal(keyStore), file] : [file]),
            usesFile: !isKept
        };
    }

    private inTurn<T>(work: () => Promise<T>): Promise<T> {
        const result = this.last.then(work);
        this.last = result.catch(() => undefined);
        return result;
    }
}

function checkedName(name: unknown): string {
    return checked(name, LONGEST.name);
}

function checkedText(text: unknown): string {
    return checked(text, LONGEST.text);
}

/** A window is a page, and the main process believes no page more than it has to. */
function checked(value: unknown, longest: number): string {
    if (typeof value !== 'string' || value.length > longest) {
        throw new TypeError(`Expected a text of at most ${longest} characters.`);
    }
    return value;
}
