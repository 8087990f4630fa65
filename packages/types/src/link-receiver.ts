// SPDX-License-Identifier: MIT

/** Takes links that the system gives to the desktop application, in its main process, before a window gets them. */
export const LinkReceiver = Symbol('LinkReceiver');
export interface LinkReceiver {
    /** Takes a link if it is for this receiver. Returns whether it was taken. */
    takeLink(link: string): boolean;
}
