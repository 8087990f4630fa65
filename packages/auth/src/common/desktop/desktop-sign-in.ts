// SPDX-License-Identifier: MIT

/** The path of {@link DesktopSignIn} between a window and the main process of the desktop application. */
export const DESKTOP_SIGN_IN_PATH = '/services/desktop-sign-in';

/** The texts of the page that the browser shows at the end, in the language of the user. */
export interface ReturnPageTexts {
    /** The language tag, such as `de`. */
    readonly language: string;
    /** What the page says after a return with a code. */
    readonly done: string;
    /** What the page says after a return with an error. */
    readonly failed: string;
    /** What the page says to a request that is not the return. */
    readonly refused: string;
}

/** Where a provider leads back to. */
export interface WayBack {
    readonly id: number;
    /** The address for the provider. It names the attempt by a random state. */
    readonly address: string;
}

export const DesktopSignIn = Symbol('DesktopSignIn');
/** Sends a user to the browser of the system, and takes the return. The main process implements it for each window. */
export interface DesktopSignIn {
    /** Opens a way back for one attempt. It ends after two minutes. */
    begin(texts: ReturnPageTexts): Promise<WayBack>;
    /** Opens a page in the browser of the system. Returns `false` if that is not possible. */
    open(address: string): Promise<boolean>;
    /** Returns the query with which the browser came back; `undefined` if it did not come back in time. */
    returned(id: number): Promise<string | undefined>;
    /** Closes a way back. Does nothing if it is closed. */
    end(id: number): Promise<void>;
}
