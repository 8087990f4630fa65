// SPDX-License-Identifier: MIT

import { Emitter, type Event } from '@theia/core/lib/common/event';
import type { DesktopVault, DesktopVaultClient } from '../common/desktop/desktop-vault';
import type { SessionVault } from '../common/session/session-vault';

/** The vault in the main process of the desktop application, as a window sees it. Nothing goes to the backend. */
export class DesktopSessionVault implements SessionVault, DesktopVaultClient {
    private readonly discardEmitter = new Emitter<void>();
    readonly onDidDiscard: Event<void> = this.discardEmitter.event;

    private readonly changeEmitter = new Emitter<string>();
    readonly onDidChange: Event<string> = this.changeEmitter.event;

    private readonly vault: DesktopVault;

    /** @param connect connects a client with the vault of the main process */
    constructor(connect: (client: DesktopVaultClient) => DesktopVault) {
        this.vault = connect(this);
    }

    getItem(name: string): Promise<string | null> {
        return this.vault.getItem(name);
    }

    setItem(name: string, text: string): Promise<void> {
        return this.vault.setItem(name, text);
    }

    removeItem(name: string): Promise<void> {
        return this.vault.removeItem(name);
    }

    /** Returns, once for each installation, whether the system has no key store. */
    takeWarning(): Promise<boolean> {
        return this.vault.takeWarning();
    }

    onChanged(name: string): void {
        this.changeEmitter.fire(name);
    }

    onDiscarded(): void {
        this.discardEmitter.fire();
    }
}
