// SPDX-License-Identifier: MIT

import { returnAddress, type ReturnPurpose } from '../sign-in/sign-in-return';

/** The links of the desktop application that lead back to a sign-in. No cloud document has this authority. */
const ORIGIN = 'sanyam://sign-in';

/** Returns the link that leads back to the desktop application. The system starts the application for it. */
export function linkAddress(purpose: ReturnPurpose): string {
    return returnAddress({ origin: ORIGIN, pathname: '/' }, purpose);
}

/** Returns whether a link leads back to a sign-in. */
export function isSignInLink({ protocol, host }: Pick<URL, 'protocol' | 'host'>): boolean {
    return `${protocol}//${host}` === ORIGIN;
}
