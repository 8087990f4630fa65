// SPDX-License-Identifier: MIT

/** The path of {@link DesktopVault} between a window and the main process of the desktop application. */
export const DESKTOP_VAULT_PATH = '/services/desktop-vault';

/** The vault that all windows of the desktop application share. The main process implements it. */
export interface DesktopVault {
    getItem(name: string): Promise<string | null>;
    setItem(name: string, text: string): Promise<void>;
    removeItem(name: string): Promise<void>;
    /** Returns, once for each installation, whether the system has no key store, so that a file protects the items. */
    takeWarning(): Promise<boolean>;
}

/** What a window hears of the vault. */
export interface DesktopVaultClient {
    /** Another window has changed or removed an item. */
    onChanged(name: string): void;
    /** An item could not be read and was removed. */
    onDiscarded(): void;
}
