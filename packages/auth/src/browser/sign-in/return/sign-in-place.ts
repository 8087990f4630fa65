// SPDX-License-Identifier: MIT

/** Keeps the place while another page signs in, in this tab alone. */
const STORAGE_KEY = 'sanyam-sign-in-place';

/** Keeps the part of the address that names the workspace, before the window leaves for the page of a provider. */
export function rememberPlace(): void {
    window.sessionStorage.setItem(STORAGE_KEY, window.location.hash);
}

/** Returns the part of the address to go back to, once; empty if this tab has not left for a provider. */
export function takePlace(): string {
    const place = window.sessionStorage.getItem(STORAGE_KEY) ?? '';
    window.sessionStorage.removeItem(STORAGE_KEY);
    return place;
}
